"""What Korean adds to a word: particles, endings, and the helping words of a question. They are never searched for."""

from kbhelp.search.korean.hangul import keys

PARTICLES = """은 는 이 가 을 를 에 의 도 만 로 으로 와 과 랑 이랑 나 이나 에서 에게 한테 께 께서 부터 까지 보다 처럼 마다 라도 이라도
에서는 에는 에도 에서도 으로는 로는 으로도 로도 만은 까지는 부터는 에게서 한테서 하고 조차 밖에 뿐 대로 씩 쯤 정도 이라고 라고 이라는 라는
인데 인데요 인가요 인지 이에요 예요 이요 요 입니다 이면 이라면 라면 이어서 이라서 라서 이랑은 들 들이 들을 들은"""

# Endings as typed after a stem; 아/어 stand for every contraction that `rule_analyser` undoes.
ENDINGS = """다 고 며 면 으면 지 지만 지는 자 니 으니 니까 으니까 나요 나 냐 네 네요 는데 는데요 은데 은데요 ㄴ데 ㄴ데요 던데 던데요 는지 은지
ㄴ지 ㄹ지 을지 려고 으려고 려고요 으려고요 려면 으려면 려는 으려는 려니 으려니 러 으러 도록 게 거나 거든요 기 기가 기는 기를 기만 기도 는 은 ㄴ
ㄹ 을 던 는법 는방법 는데도 는것 는거 습니다 ㅂ니다 습니까 ㅂ니까 세요 으세요 십시오 시는 실 실때 시려면 시려는 ㄹ때 을때 ㄹ수 을수 ㄹ까요 을까요
ㄹ래요 고싶어요 고싶은데 고싶은데요 고싶다 고싶습니다 아 어 아요 어요 아서 어서 아서요 어서요 아도 어도 아야 어야 아줘 어줘 아주세요 어주세요
았다 었다 았어요 었어요 았는데 었는데 았는데요 었는데요 았습니다 었습니다 았을때 었을때 았던 었던 았음 었음 았더니 었더니 았으면 었으면 음 ㅁ 지않아요
지않아 지않습니다 지않을때 지못해요 지마 는중 는거죠 죠 는데요 라고 냐고 자고 다고 다는데 다는데요"""

# Words that only carry the question; indexed, but they say next to nothing about what is meant.
WEAK = set(
    """방법 법 것 거 수 때 데 중 경우 점 어떻게 어떡하다 어떻다 어떤 무엇 뭐 뭔가 왜 언제 어디 누구 얼마 몇
    얼마나 하다 되다 있다 이다 같다 알다 궁금하다 싶다 주다 보다 가다 오다 나다 이것 그것 저것 이거 그거 저거
    저 제 나 내 우리 너 좀 꼭 더 다 또 이 그 및 등 후 시 전 안내 문의 관련 가능 필요 필요하다 가능하다
    부탁 감사 안녕 도와주다 돕다 말 사람 분 번 개 이번 지금 그냥 정말 진짜 너무 많이 아주 이렇다 그렇다
    저렇다""".split()
)

# A reader who uses one of these speaks of failure, as does a title or a text.
FAILING = set(
    """안 못 않다 못하다 없다 실패 오류 에러 불가 거절 막히다 멈추다 끊기다 틀리다 잠기다 먹통 안되다 안돼 거부
    문제 초과 꺼지다 튕기다 느리다 지연 늦다 사라지다 없어지다 고장 깨지다 다르다""".split()
)


def by_length(words: str) -> list[str]:
    return sorted(set(words.split()), key=lambda word: -len(keys(word)))
