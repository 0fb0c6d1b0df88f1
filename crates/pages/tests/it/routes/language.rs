use latchstring_i18n::{Catalog, Folder};

use super::steps::start;
use crate::browser::Browser;
use crate::world::{World, link, state, terms};

const ENGLISH: Folder = Folder {
    tag: "en",
    files: &[(
        "pages.ftl",
        "language-name = English\nlanding-heading = Welcome\nprovider-search-heading = Who?\n",
    )],
};
const GERMAN: Folder = Folder {
    tag: "de",
    files: &[(
        "pages.ftl",
        "language-name = Deutsch\nlanding-heading = Willkommen\nprovider-search-heading = Wer?\n",
    )],
};

#[tokio::test]
async fn the_language_is_the_chosen_one_then_the_inviters_then_the_browsers() {
    let world = World::new().await;
    let catalog = Catalog::from_folders(&[ENGLISH, GERMAN]).unwrap();
    let router = latchstring_pages::router(state(&world.ls, &world.visits, catalog));
    let plain = world.invite().await;
    let mut terms = terms();
    terms.presentation.locale = Some("de".to_owned());
    let german = world.invite_with(Default::default(), Default::default(), terms).await;

    assert_eq!(Browser::new(&router).get(&link(&plain)).await.heading(), "Welcome");
    let mut reader = Browser::with(&router, "accept-language", "de-AT,en;q=0.5");
    assert_eq!(reader.get(&link(&plain)).await.heading(), "Willkommen");
    assert_eq!(reader.get("/p/nowhere").await.answer.header("content-type"), "text/html; charset=utf-8");
    assert!(reader.seen.last().unwrap().body.contains("lang=\"de\""), "errors too");
    let mut invited = Browser::new(&router);
    assert_eq!(invited.get(&link(&german)).await.heading(), "Willkommen");

    // Chosen once on a page, it stays for the walk.
    assert!(invited.cookies.is_empty());
    assert_eq!(invited.get(&format!("{}?lang=en", link(&german))).await.heading(), "Welcome");
    assert_eq!(start(&mut invited, &german).await.heading(), "Who?");
    let chosen = &invited.cookies["__Host-latchstring-lang"];
    assert_eq!(chosen, "en");
    // On pages that no handler gets to say, too.
    let mut lost = Browser::with(&router, "accept-language", "en");
    for (path, tag) in [("/p/nowhere", "en"), ("/p/nowhere?lang=de", "de"), ("/p/elsewhere", "de")] {
        assert!(lost.get(path).await.html().contains(&format!("<html lang=\"{tag}\"")), "{path}");
    }
    assert_eq!(lost.get(&link(&plain)).await.heading(), "Willkommen");
    let unknown = Browser::new(&router).get(&format!("{}?lang=%3Cscript%3E", link(&plain))).await;
    assert_eq!(unknown.heading(), "Welcome");
    assert!(!unknown.answer.header("set-cookie").contains('<'));
}
