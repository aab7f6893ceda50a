export const shells = ["bash", "zsh"] as const;

/** In the repository only npx finds the command. */
const command = `command -v dolphinpod >/dev/null || dolphinpod() { npx dolphinpod "$@"; }`;

const scripts = {
  bash: `${command}
_dolphinpod() {
  local IFS=$'\\n'
  COMPREPLY=($(dolphinpod --get-completions "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _dolphinpod dolphinpod`,
  zsh: `#compdef dolphinpod
${command}
_dolphinpod() {
  local -a found
  found=("\${(@f)$(dolphinpod --get-completions "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  [[ -n "$found" ]] && compadd -a found || _files
}
compdef _dolphinpod dolphinpod`,
} as const;

/** A script that makes a shell complete the words of this command. */
export function completionScript(shell: (typeof shells)[number]): string {
  return scripts[shell];
}
