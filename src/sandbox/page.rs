//! The web page of the sandbox: a chat in which one speaks as any of the people. Its files are part of the binary, it
//! loads nothing from elsewhere, and it talks to the server by Discord's own user paths.

use axum::Router;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::IntoResponse;
use axum::routing::get;

/// What the page may do: run and load what the sandbox serves, and nothing else. Messages are anyone's text, so markup
/// made of text is refused by the browser too (`require-trusted-types-for`).
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// The address of a file below [`ROOT`], its content type, its text.
type File = (&'static str, &'static str, &'static str);

/// Where the page's files are.
const ROOT: &str = "/page/";

const INDEX: &str = include_str!("page/index.html");

macro_rules! files {
    ($($kind:ident $path:literal),* $(,)?) => {
        [$(($path, $kind, include_str!(concat!("page/", $path)))),*]
    };
}

/// Every file that the page loads.
const FILES: [File; 30] = files![
    SVG "icon.svg",
    CSS "style/base.css",
    CSS "style/layout.css",
    CSS "style/message.css",
    CSS "style/over.css",
    SCRIPT "api.js",
    SCRIPT "app.js",
    SCRIPT "channels.js",
    SCRIPT "clock.js",
    SCRIPT "commands/completion.js",
    SCRIPT "commands/read.js",
    SCRIPT "composer.js",
    SCRIPT "dialog.js",
    SCRIPT "drawers.js",
    SCRIPT "forum.js",
    SCRIPT "gateway.js",
    SCRIPT "mentions.js",
    SCRIPT "menu.js",
    SCRIPT "modal.js",
    SCRIPT "panel.js",
    SCRIPT "people.js",
    SCRIPT "render/components.js",
    SCRIPT "render/dom.js",
    SCRIPT "render/embed.js",
    SCRIPT "render/markdown.js",
    SCRIPT "render/message.js",
    SCRIPT "render/time.js",
    SCRIPT "session.js",
    SCRIPT "timeline.js",
    SCRIPT "world.js",
];

/// The page at `/`, and its files below `/page/`.
///
/// ```
/// let server: axum::Router = firstline::sandbox::page::router();
/// ```
pub fn router() -> Router {
    let index = Router::new().route("/", get(|| async { served(HTML, INDEX) }));
    FILES.into_iter().fold(index, |router, (path, kind, text)| {
        router.route(&format!("{ROOT}{path}"), get(move || async move { served(kind, text) }))
    })
}

/// One file. It is never kept by the browser: the next binary may bring another.
fn served(kind: &'static str, text: &'static str) -> impl IntoResponse {
    let headers: [(HeaderName, &str); 5] = [
        (CONTENT_TYPE, kind),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, text)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The addresses between these marks, of files that the page loads.
    fn named<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
        text.split(before).skip(1).filter_map(|rest| rest.split('"').next())
    }

    /// A module's import, from where the module is: `../a.js` in `b/c.js` is `a.js`.
    fn resolved(from: &str, import: &str) -> String {
        let mut path: Vec<&str> = from.split('/').collect();
        path.pop();
        for step in import.split('/') {
            match step {
                "." => {}
                ".." => drop(path.pop()),
                name => path.push(name),
            }
        }
        path.join("/")
    }

    #[test]
    fn every_file_that_the_page_loads_is_served() {
        let is_served = |path: &str| FILES.iter().any(|(served, ..)| *served == path);
        let mut missing: Vec<String> = Vec::new();
        for before in ["href=\"/page/", "src=\"/page/"] {
            missing.extend(named(INDEX, before).filter(|path| !is_served(path)).map(str::to_owned));
        }
        for (from, _, text) in FILES.iter().filter(|(_, kind, _)| *kind == SCRIPT) {
            let imports = named(text, " from \"").map(|import| resolved(from, import));
            missing.extend(imports.filter(|path| !is_served(path)));
        }
        assert!(missing.is_empty(), "not served: {missing:?}");
    }

    #[test]
    fn every_file_beside_the_page_is_served() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sandbox/page");
        let files =
            walkdir::WalkDir::new(&root).into_iter().filter_map(Result::ok).filter(|file| file.file_type().is_file());
        let paths = files.map(|file| file.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"));
        let mut found: Vec<String> = paths.filter(|path| path != "index.html").collect();
        found.sort();
        let mut served: Vec<&str> = FILES.iter().map(|(path, ..)| *path).collect();
        served.sort_unstable();
        assert_eq!(found, served);
    }

    #[test]
    fn nothing_comes_from_another_place_and_no_text_becomes_markup() {
        for (path, _, text) in FILES.iter().chain([&("index.html", HTML, INDEX)]) {
            let ends = |c: char| c.is_whitespace() || "\"'`<>".contains(c);
            for address in text.split(ends).filter(|word| word.contains("://")) {
                let is_no_load =
                    ["http://www.w3.org/2000/svg", "${scheme}://"].iter().any(|kept| address.starts_with(kept));
                assert!(is_no_load, "{path} names {address}");
            }
            for banned in
                ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "style=\"", "onclick"]
            {
                assert!(!text.contains(banned), "{path} has {banned}");
            }
        }
    }
}
