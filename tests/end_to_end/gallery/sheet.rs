//! The contact sheet: a picture of every page on a phone and on a desk, in light and dark, all of them to be seen at once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Result, ensure};
use latchstring_tests::browser::{Browser, Page, Viewport};
use latchstring_tests::workspace_root;

/// Each picture is cut where the screen ends; the file behind it is the whole page.
const STYLE: &str = "body { inline-size: 2860px; margin: 20px; font: 13px/20px sans-serif; background: #fff; color: #222 }
h1 { font-size: 18px }
main { display: grid; grid-template-columns: repeat(3, max-content); gap: 24px 20px }
figure { display: grid; grid-template-columns: 108px 108px 341px 341px; gap: 6px; margin: 0 }
figcaption { grid-column: 1 / -1 }
img { display: block; block-size: 192px; inline-size: 100%; object-fit: cover; object-position: top; outline: 1px solid #ccc }";

/// How a page is looked at: by whom, and in which light. In the order of the sheet.
const COLUMNS: [(Viewport, bool); 4] = [
    (Viewport::Phone, false),
    (Viewport::Phone, true),
    (Viewport::Desktop, false),
    (Viewport::Desktop, true),
];

/// The pictures so far, by the page's name.
pub(super) struct Sheet {
    folder: PathBuf,
    pictures: BTreeMap<String, usize>,
}

impl Sheet {
    /// An empty sheet below `target/contact-sheet`, where nothing is left of an earlier one.
    pub(super) fn new() -> Result<Self> {
        let folder = workspace_root().join("target/contact-sheet");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(folder.join("pages"))?;
        Ok(Self { folder, pictures: BTreeMap::new() })
    }

    /// Takes the page's picture, as it stands.
    pub(super) async fn add(
        &mut self,
        name: &str,
        page: &Page,
        viewport: Viewport,
        dark: bool,
    ) -> Result<()> {
        // A phone's two pixels for one of the page's own would make four times the file.
        let scale = if viewport == Viewport::Phone { 0.5 } else { 1.0 };
        let picture = page.picture(scale).await?;
        std::fs::write(self.folder.join(file(name, viewport, dark)), picture)?;
        *self.pictures.entry(name.to_owned()).or_default() += 1;
        Ok(())
    }

    /// Lays the pictures out in `index.html`, and makes one picture of that, `contact-sheet.png`.
    pub(super) async fn finish(self, browser: &Browser) -> Result<()> {
        let mut html = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Contact sheet</title><style>{STYLE}</style>\n\
             <h1>{} pages: phone (360 x 640) and desktop (1152 x 648), light and dark</h1><main>\n",
            self.pictures.len()
        );
        for (name, count) in &self.pictures {
            ensure!(*count == COLUMNS.len(), "{name} was seen in {count} of {} ways", COLUMNS.len());
            write!(html, "<figure><figcaption>{name}</figcaption>")?;
            for (viewport, dark) in COLUMNS {
                let file = file(name, viewport, dark);
                write!(html, "<a href=\"{file}\"><img src=\"{file}\" alt=\"\"></a>")?;
            }
            writeln!(html, "</figure>")?;
        }
        html.push_str("</main></html>\n");
        let index = self.folder.join("index.html");
        std::fs::write(&index, html)?;
        let page = browser.page(Viewport::Desktop).await?;
        page.goto(&format!("file://{}", index.display())).await?;
        std::fs::write(self.folder.join("contact-sheet.png"), page.picture(1.0).await?)?;
        Ok(())
    }
}

fn file(name: &str, viewport: Viewport, dark: bool) -> String {
    let width = if viewport == Viewport::Phone { "phone" } else { "desktop" };
    let light = if dark { "dark" } else { "light" };
    format!("pages/{name}-{width}-{light}.png")
}
