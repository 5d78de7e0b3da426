// A plot as a picture file: its title, what is drawn, and what stands across, on the page's own background.

/** CSS pixels. */
const margin = 12;
const titleHeight = 28;
const footHeight = 24;

/** A PNG as a data address; `canvas` at the density of the screen, `host` the element whose look it takes. */
export function pictureOf(canvas: HTMLCanvasElement, host: HTMLElement, title: string, foot: string): string {
  const density = devicePixelRatio;
  const made = document.createElement('canvas');
  made.width = canvas.width + 2 * margin * density;
  made.height = canvas.height + (titleHeight + footHeight + margin) * density;
  const context = made.getContext('2d');
  if (context === null) throw new Error('The window gives no canvas to draw on.');
  const style = getComputedStyle(host);
  const colour = (token: string) => style.getPropertyValue(`--${token}`).trim();
  context.fillStyle = colour('panel');
  context.fillRect(0, 0, made.width, made.height);
  context.drawImage(canvas, margin * density, titleHeight * density);
  context.scale(density, density);
  context.textBaseline = 'middle';
  context.fillStyle = colour('text');
  context.font = `600 13px ${style.fontFamily}`;
  context.fillText(title, margin, titleHeight / 2 + 2);
  context.fillStyle = colour('muted');
  context.font = `11.5px ${style.fontFamily}`;
  context.fillText(foot, margin, made.height / density - footHeight / 2 - 2);
  return made.toDataURL('image/png');
}
