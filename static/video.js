// A video is a link to its own file. One click puts the player in the link's place; until then
// nothing is loaded, and without this module the link opens the file.

function player(link) {
  const video = document.createElement("video");
  video.controls = true;
  video.src = link.href;
  video.width = Number(link.dataset.width);
  video.height = Number(link.dataset.height);
  video.setAttribute("aria-label", link.dataset.title);
  if (link.dataset.captions) {
    const track = document.createElement("track");
    track.kind = "captions";
    track.src = link.dataset.captions;
    track.srclang = link.dataset.language;
    track.label = link.dataset.captionsLabel;
    track.default = true;
    video.append(track);
  }
  return video;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-video]");
  const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || elsewhere) return;
  event.preventDefault();
  const video = player(link);
  link.replaceWith(video);
  video.focus();
  // A browser may refuse to start by itself; the controls are there.
  video.play().catch(() => {});
});
