//! Every page in every state, as the gallery of the pages' crate writes them, seen by a browser: what no test of HTML can tell,
//! such as contrast, sizes of targets and what is cut off. The pictures of it are laid out in a contact sheet, for people to look at.

mod sheet;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use latchstring_tests::browser::{Browser, Page, Viewport};
use latchstring_tests::{example, node_modules, workspace_root};
use sheet::Sheet;

/// Of the languages, the ones that differ in direction and in length of words.
const LANGUAGES: [&str; 3] = ["en-", "de-", "ar-"];

/// What a page breaks of WCAG 2.2, levels A and AA, and of what axe-core holds for good practice.
const RULES: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

/// The pages, written anew, sorted.
fn pages() -> Result<Vec<PathBuf>> {
    let made = Command::new(example("gallery")?).status().context("starting the gallery")?;
    ensure!(made.success(), "the gallery cannot be written");
    let folder = workspace_root().join("target/gallery");
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        if is_in(&path, &LANGUAGES) && path.extension().is_some_and(|extension| extension == "html") {
            pages.push(path);
        }
    }
    pages.sort();
    ensure!(pages.len() > 300, "only {} pages were written", pages.len());
    Ok(pages)
}

/// Whether a page is in one of these languages.
fn is_in(path: &Path, languages: &[&str]) -> bool {
    languages.iter().any(|language| name(path).starts_with(language))
}

/// The page's name, its language in front: `en-sign-in`.
fn name(path: &Path) -> &str {
    path.file_stem().and_then(|name| name.to_str()).unwrap_or_default()
}

async fn broken(page: &Page, axe: &str) -> Result<Vec<String>> {
    page.evaluate(axe).await.context("axe-core cannot be loaded")?;
    let found = page
        .evaluate(&format!(
            "axe.run(document, {{runOnly: {RULES}}}).then((result) => result.violations.map((rule) => \
             rule.id + ': ' + rule.nodes.map((node) => node.target.join(' ')).join(' | ')))"
        ))
        .await?;
    let found = found.as_array().context("axe-core gave no list")?;
    Ok(found.iter().filter_map(|line| line.as_str().map(ToOwned::to_owned)).collect())
}

/// How far what a page shows has moved after it was first seen (Layout Instability, `layout-shift`), summed up.
const MOVED: &str = "new Promise((done) => {
    let sum = 0
    const add = (list) => { for (const entry of list) sum += entry.value }
    const seen = new PerformanceObserver((list) => add(list.getEntries()))
    seen.observe({ type: 'layout-shift', buffered: true })
    requestAnimationFrame(() => requestAnimationFrame(() => { add(seen.takeRecords()); done(sum) }))
})";

/// As good as nothing: half of what Core Web Vitals calls good.
const STILL: f64 = 0.05;

/// What is looked at: at which width, in dark or light, in which languages. What differs between languages is their words and
/// their direction; a desk has room for either.
const LOOKS: [(Viewport, bool, &[&str]); 4] = [
    (Viewport::Phone, false, &LANGUAGES),
    (Viewport::Phone, true, &["en-", "ar-"]),
    (Viewport::Desktop, false, &["en-"]),
    (Viewport::Desktop, true, &["en-"]),
];

/// The language of the contact sheet.
const SHOWN: &str = "en-";

/// The page, or where it sends its form by itself a copy that does not: it would be gone before anybody looked at it.
fn standing(path: &Path) -> Result<PathBuf> {
    let html = std::fs::read_to_string(path)?;
    if !html.contains(" data-send>") {
        return Ok(path.to_owned());
    }
    // Not a page of the gallery, which the name says.
    let copy = path.with_file_name(format!("still-{}.html", name(path)));
    std::fs::write(&copy, html.replace(" data-send>", ">"))?;
    Ok(copy)
}

#[tokio::test]
#[ignore = "needs Chromium and axe-core: run ./tests/run"]
async fn every_page_can_be_used_by_everybody() -> Result<()> {
    let axe = std::fs::read_to_string(node_modules()?.join("axe-core/axe.min.js"))?;
    // An expression has to have a value that can be sent.
    let axe = format!("{axe};true");
    let pages = pages()?;
    let browser = Browser::start().await?;
    let mut complaints = Vec::new();
    let mut sheet = Sheet::new()?;
    for (viewport, dark, languages) in LOOKS {
        let page = browser.page(viewport).await?;
        page.prefer_dark(dark).await?;
        for path in pages.iter().filter(|path| is_in(path, languages)) {
            page.goto(&format!("file://{}", standing(path)?.display())).await?;
            let place = format!("{} {viewport:?} dark: {dark}", path.display());
            // Nobody may press what was somewhere else a moment before.
            let moved = page.evaluate(MOVED).await?.as_f64().context("a number")?;
            if moved > STILL {
                complaints.push(format!("{place}: moves by {moved} while it loads"));
            }
            if let Some(name) = name(path).strip_prefix(SHOWN) {
                sheet.add(name, &page, viewport, dark).await?;
            }
            complaints.extend(broken(&page, &axe).await?.iter().map(|what| format!("{place}: {what}")));
            // Nothing may stand out of the page at either side.
            let wide = page.evaluate("document.documentElement.scrollWidth > innerWidth").await?;
            if wide == true {
                complaints.push(format!("{place}: has to be scrolled sideways"));
            }
        }
    }
    sheet.finish(&browser).await?;
    if !complaints.is_empty() {
        bail!("{} complaints:\n{}", complaints.len(), complaints.join("\n"));
    }
    Ok(())
}
