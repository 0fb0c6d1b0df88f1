//! Writes every page in every state to `target/gallery`, with what the pages load beside them, for looking at:
//! `cargo run -p latchstring-pages --example gallery`, then open `target/gallery/index.html`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use latchstring_i18n::Catalog;
use latchstring_pages::brand::Theme;
use latchstring_pages::{assets, view};

/// A stand-in for an inviter's logo.
const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="132" height="40" viewBox="0 0 132 40"><circle cx="20" cy="20" r="18" fill="#ffb020"/><path d="M8 24c6-10 18-10 24 0" fill="none" stroke="#3b2600" stroke-width="3"/><text x="46" y="27" font-family="Arial" font-size="20" font-weight="700" fill="#7a5200">nordlys</text></svg>"##;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    let catalog = Arc::new(Catalog::load()?);
    let mut index = String::from("<!doctype html><title>Gallery</title>");
    for language in catalog.languages() {
        for sample in view::samples(&catalog, language)? {
            let file = format!("{}-{}.html", language.tag(), sample.name);
            // Opened from disk, absolute paths lead nowhere.
            write(&root.join(&file), sample.html.replace("\"/p/", "\"p/").as_bytes())?;
            writeln!(index, "<p><a href=\"{file}\">{file}</a>")?;
        }
    }
    for asset in assets::all() {
        write(&root.join(asset.path.trim_start_matches('/')), &asset.bytes)?;
    }
    for asset in assets::fonts() {
        write(&root.join(asset.path.trim_start_matches('/')), &asset.bytes)?;
    }
    for theme in [Theme::default(), view::sample_theme()] {
        let css = theme.stylesheet().replace("\"/p/assets/", "\"");
        write(&root.join(theme.path().trim_start_matches('/')), css.as_bytes())?;
    }
    write(&root.join("p/brand/logo.svg"), LOGO.as_bytes())?;
    write(&root.join("index.html"), index.as_bytes())?;
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}
