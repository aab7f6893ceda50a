const links = /(!?)\[([^\]]*)\]\((?!https?:|#)([^)#\s]+)(#[^)\s]*)?\)/g;

/** The guide to the components as the first page of the package, which lies one folder higher. */
export function packagedReadme(guide: string): string {
  const title =
    "# Dolphinpod\n\nApache DolphinScheduler on Kubernetes as typed Pulumi components.\n\n## Use the components\n";
  return guide
    .replace(/^# .*\n/, title)
    .replace(
      links,
      (_, sign: string, text: string, path: string, anchor = "") => `${sign}[${text}](docs/${path}${anchor})`,
    );
}

/** A page whose links lead to what the package holds; where it holds nothing, their words stay. */
export function packagedPage(page: string, isThere: (link: string) => boolean): string {
  return page.replace(links, (link: string, _, text: string, path: string) => (isThere(path) ? link : text));
}
