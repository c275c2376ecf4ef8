// A file that the server would refuse for its size is said before it is sent: the browser keeps the form back.
const ROOM = 10_000; // bytes of the form around the file, which the server counts too

for (const field of document.querySelectorAll("input[type=file][data-most]")) {
  field.addEventListener("change", () => {
    const [file] = field.files;
    const most = Number(field.dataset.most);
    const tooLarge = file && file.size > most - ROOM;
    const said = tooLarge
      ? `${Math.ceil(file.size / 1_000_000).toLocaleString()}MB는 너무 큽니다. ${most / 1_000_000}MB까지 올릴 수 있으니 파일을 나누어 올리세요.`
      : "";
    field.setCustomValidity(said);
    field.reportValidity();
    field.closest("form").querySelector("[data-size-said]").textContent = said;
  });
}
