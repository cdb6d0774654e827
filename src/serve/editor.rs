//! Links that open a file in the editor, at a line.

use std::path::Path;

use crate::path::{SitePath, percent_encode};
use crate::source::LineColumn;

/// How the editor is called: an address with `{file}`, `{line}` and `{column}` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor(String);

impl Default for Editor {
    /// The editor that most people have.
    fn default() -> Editor {
        Editor("vscode://file{file}:{line}:{column}".to_owned())
    }
}

impl Editor {
    /// From what a person writes: an address with `{file}` in it, or the name of an editor that takes addresses as VS Code does
    /// (`vscodium`, `cursor`, `zed`). `None` when it is neither.
    #[must_use]
    pub fn new(written: &str) -> Option<Editor> {
        let is_scheme =
            |it: &str| it.starts_with(|c: char| c.is_ascii_lowercase()) && it.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let (scheme, rest) = written.split_once(':').unwrap_or((written, ""));
        let is_known = is_scheme(scheme) && !["javascript", "data", "http", "https"].contains(&scheme);
        match rest {
            _ if !is_known => None,
            "" => Some(Editor(format!("{scheme}://file{{file}}:{{line}}:{{column}}"))),
            rest if rest.contains("{file}") => Some(Editor(written.to_owned())),
            _ => None,
        }
    }

    /// The link to a place in a file of the site at `root`; its first line when no place is known.
    #[must_use]
    pub fn link(&self, root: &Path, path: &SitePath, at: Option<LineColumn>) -> String {
        let (line, column) = at.map_or((1, 1), |it| (it.line, it.column));
        let file = address(&root.join(path.as_str()));
        self.0.replace("{file}", &file).replace("{line}", &line.to_string()).replace("{column}", &column.to_string())
    }
}

/// A path on disk as part of an address: `/srv/site/a.md`, `/C:/site/a.md`.
fn address(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let path = path.strip_prefix("//?/").unwrap_or(&path);
    let path = path.strip_prefix('/').unwrap_or(path);
    match path.split_once(":/") {
        Some((drive, rest)) if drive.len() == 1 => format!("/{drive}:/{}", percent_encode(rest)),
        _ => format!("/{}", percent_encode(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(editor: &Editor, root: &str) -> String {
        let path = SitePath::new("content/2568/items/o12/ข้อ 1.md").expect("inside");
        editor.link(Path::new(root), &path, Some(LineColumn { line: 4, column: 9 }))
    }

    #[test]
    fn a_link_names_file_line_and_column() {
        let encoded = "content/2568/items/o12/%E0%B8%82%E0%B9%89%E0%B8%AD%201.md";
        assert_eq!(link(&Editor::default(), "/srv/my site"), format!("vscode://file/srv/my%20site/{encoded}:4:9"));
        let zed = Editor::new("zed").expect("a name");
        assert_eq!(link(&zed, r"C:\site"), format!("zed://file/C:/site/{encoded}:4:9"));
        let idea = Editor::new("idea://open?file={file}&line={line}").expect("an address");
        assert_eq!(link(&idea, r"\\?\C:\site"), format!("idea://open?file=/C:/site/{encoded}&line=4"));
        let path = SitePath::new("content/site.yaml").expect("inside");
        assert_eq!(zed.link(Path::new("/s"), &path, None), "zed://file/s/content/site.yaml:1:1");
    }

    #[test]
    fn what_is_no_editor_is_refused() {
        for written in ["", "nano file", "vim {file}", "/usr/bin/vi", "javascript:alert({file})", "https://x/{file}", "zed://open", "Zed"] {
            assert_eq!(Editor::new(written), None, "{written}");
        }
    }
}
