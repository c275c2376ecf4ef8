"""The process (bin/mcp): the official SDK over streamable HTTP, without sessions, one question of the API a call."""

import logging

import anyio
import mcp_types as types
import uvicorn
from mcp.server.lowlevel import Server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from uvicorn.protocols.http.h11_impl import H11Protocol

from kbhelp.mcp import answers, given, quiet, tools
from kbhelp.mcp.refusals import in_protocol
from kbhelp.mcp.site import AWAY, SECONDS, NoAnswer, Phones, Refused, Site, through
from kbhelp.mcp.tools import LONGEST_CURSOR, Wrong

BODY = 100_000  # bytes of a question; the longest query of the diagnosis takes half
AT_ONCE = 16  # questions to the site; who comes after them waits
CONNECTIONS = 100
SECONDS_OF_A_HEAD = 10  # in which a connection says what it asks
SECONDS_MORE = 5  # over those of the site, in which a question may wait its turn
MARKDOWN = "text/markdown"
READING = types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
INSTRUCTIONS = (
    "An unofficial help desk in Korean. Ask `search` first, with the person's own words. Whoever passes an answer on "
    "says with it the page's address, the unofficial sentence, and when it was checked (null: nobody has compared it "
    "with its sources). Whatever is down (`waiting`, the lines that stand first) is told "
    "before the answer. Where `answered` is false say that it is not known "
    f"({answers.UNKNOWN}) and give the phone; guess nothing."
)

logger = logging.getLogger(quiet.OWN)


class Handlers:
    """What the protocol asks for. Each call has the addresses of who asked, so that the site can count by them."""

    def __init__(self, where: given.Given):
        self.where, self.limiter, self.phones = where, None, Phones()

    async def asked(self, context, function, *arguments):
        """`function(site, …)` beside the loop. Wrong becomes an error of the protocol here; what the site has
        refused or not answered is told by each caller in its own way."""
        site = Site(self.where, SECONDS, reader_of(context.request), self.phones)
        self.limiter = self.limiter or anyio.CapacityLimiter(AT_ONCE)
        try:
            with anyio.fail_after(SECONDS + SECONDS_MORE):
                return await anyio.to_thread.run_sync(
                    function, site, *arguments, abandon_on_cancel=True, limiter=self.limiter
                )
        except TimeoutError:
            logger.warning("the site gave no answer: late")
            raise NoAnswer(AWAY, self.phones.said) from None
        except NoAnswer as none:
            logger.warning("the site gave no answer: %s", none.why)
            raise NoAnswer(none.why, self.phones.said) from None
        except Wrong as wrong:
            said = {"field": wrong.field, "code": wrong.code}
            raise MCPError(types.INVALID_PARAMS, wrong.message, said) from None
        except (KeyError, TypeError, AttributeError) as error:
            logger.warning("the site's answer was not understood: %s", type(error).__name__)
            raise NoAnswer(AWAY, self.phones.said) from None

    async def list_tools(self, context, params) -> types.ListToolsResult:
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=tool.name,
                    title=tool.title,
                    description=tool.description,
                    input_schema=tool.schema,
                    annotations=READING,
                )
                for tool in tools.TOOLS.values()
            ],
            ttl_ms=3_600_000,
            cache_scope="public",
        )

    async def call_tool(self, context, params) -> types.CallToolResult:
        """What the site cannot answer is told to the model, which has to say it to somebody."""
        try:
            data, text = await self.asked(context, tools.call, params.name, params.arguments)
        except (NoAnswer, Refused) as error:
            return types.CallToolResult(content=[types.TextContent(text=error.detail)], is_error=True)
        return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=data)

    async def list_resources(self, context, params) -> types.ListResourcesResult:
        cursor = (params and params.cursor) or ""
        if len(cursor) > LONGEST_CURSOR:
            raise MCPError(types.INVALID_PARAMS, "the cursor is none of ours", {"field": "cursor"})
        found, onward = await self.of_resources(context, tools.listed, cursor)
        resources = [types.Resource(**one, mime_type=MARKDOWN) for one in found]
        return types.ListResourcesResult(resources=resources, next_cursor=onward)

    async def list_templates(self, context, params) -> types.ListResourceTemplatesResult:
        template = types.ResourceTemplate(
            name="document",
            title="글",
            description="One document as Markdown, with its sources and its address.",
            uri_template=answers.TEMPLATE,
            mime_type=MARKDOWN,
        )
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def read_resource(self, context, params) -> types.ReadResourceResult:
        text = await self.of_resources(context, tools.read, str(params.uri))
        contents = types.TextResourceContents(uri=params.uri, mime_type=MARKDOWN, text=text)
        return types.ReadResourceResult(contents=[contents])

    async def of_resources(self, context, function, *arguments):
        try:
            return await self.asked(context, function, *arguments)
        except Refused as refused:
            raise MCPError(types.INVALID_PARAMS, refused.detail, {"code": refused.code}) from None
        except NoAnswer as none:
            raise MCPError(types.INTERNAL_ERROR, none.detail, {"code": none.why}) from None


def reader_of(request) -> str:
    if request is None or request.client is None:
        return ""
    return through(request.headers.get("x-forwarded-for", ""), request.client.host)


def application(where: given.Given):
    handlers = Handlers(where)
    server = Server(
        "kbhelp",
        instructions=INSTRUCTIONS,
        website_url=where.public.geturl(),
        on_list_tools=handlers.list_tools,
        on_call_tool=handlers.call_tool,
        on_list_resources=handlers.list_resources,
        on_list_resource_templates=handlers.list_templates,
        on_read_resource=handlers.read_resource,
    )
    security = TransportSecuritySettings(allowed_hosts=where.hosts, allowed_origins=where.origins)
    app = server.streamable_http_app(
        json_response=True, stateless_http=True, max_request_body_size=BODY, transport_security=security
    )
    return in_protocol(app)


class Telling(uvicorn.Server):
    """It says that it listens once it does; where it cannot, uvicorn says why and ends with 3."""

    async def startup(self, sockets=None):
        await super().startup(sockets)
        logger.info("listens on %s port %d", self.config.host, self.config.port)


class Patient(H11Protocol):
    """A connection that has sent no whole head in time is closed: silent ones would take every place."""

    def connection_made(self, transport):
        super().connection_made(transport)
        self.loop.call_later(SECONDS_OF_A_HEAD, self.close_if_silent)

    def close_if_silent(self):
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


def main():
    where = given.read()
    quiet.begin()
    logger.info("asks %s", where.site.geturl())
    config = uvicorn.Config(
        application(where),
        host=where.host,
        port=where.port,
        http=Patient,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="on",
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=10,
    )
    Telling(config).run()
