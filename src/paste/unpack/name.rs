//! Names of files, which anyone may choose, as they can be shown.

use crate::paste::markup::takes_no_room;

/// Characters of a name that are shown.
const LONGEST: usize = 120;

/// The name in one line: no ways up or to a drive, no control or invisible characters, and its end if it is too long.
pub(super) fn shown(name: &str) -> String {
    // Far more than is shown, far less than an archive may hold.
    let start = name.ceil_char_boundary(name.len().saturating_sub(LONGEST * 16));
    let clean: String = name[start..].chars().filter(|c| !c.is_control() && !takes_no_room(*c)).collect();
    let is_way = |part: &&str| !matches!(part.trim(), "" | "." | "..") && !part.ends_with(':');
    let path = clean.split(['/', '\\']).filter(is_way).collect::<Vec<_>>().join("/");
    match path.chars().count() {
        0 => "unnamed".to_owned(),
        length if length > LONGEST => "…".chars().chain(path.chars().skip(length + 1 - LONGEST)).collect(),
        _ => path,
    }
}

/// What a system puts into archives for itself.
pub(super) fn is_clutter(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || file.starts_with("._") || matches!(file, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

/// The ending in small letters, without its dot; empty if there is none.
pub(super) fn ending(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_in_one_harmless_line() {
        for (sent, seen) in [
            ("agent.log", "agent.log"),
            ("logs/2024/agent.log", "logs/2024/agent.log"),
            ("../../etc/passwd", "etc/passwd"),
            (r"C:\Windows\..\agent.log", "Windows/agent.log"),
            ("/etc//./x", "etc/x"),
            ("a\u{202e}gol.exe\n\u{0}b", "agol.exeb"),
            ("", "unnamed"),
            ("..", "unnamed"),
            ("Büro 🖨.txt", "Büro 🖨.txt"),
        ] {
            assert_eq!(shown(sent), seen, "{sent:?}");
        }
        let long = shown(&format!("{}/agent.log", "x".repeat(65_000)));
        assert_eq!(long.chars().count(), LONGEST);
        assert!(long.starts_with('…') && long.ends_with("x/agent.log"));
    }
}
