//! How a workspace looks, on its pages.

use std::collections::BTreeMap;

use http::{Method, StatusCode};
use latchstring_domain::branding::{Branding, Font, HelperButton, HexColor, LinkBrand, Look};
use latchstring_domain::portal::{PortalOptions, TextKey, TextOverrides};
use latchstring_domain::prefill::{Locks, Prefill};
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::text::{
    BrandDescription, BrandFooter, BrandName, BrandTitle, HelperLabel, OverrideText,
};
use latchstring_service::branding::{Slot, replace_look, upload};

use super::steps::start;
use crate::browser::Browser;
use crate::world::{World, link, new_workspace, portal_address, terms};

const PICTURE: &[u8] = include_bytes!("../../../../http-api/tests/data/dot.png");
const FONT: &[u8] = include_bytes!("../../../assets/fonts/inter-400.woff2");
const HOSTILE: &str = "<img src=x onerror=alert(1)> & \"Söhne\"";

fn text(words: &str) -> OverrideText {
    OverrideText::parse(words).unwrap()
}

fn look() -> Look {
    Look {
        name: Some(BrandName::parse(HOSTILE).unwrap()),
        color: Some(HexColor::new(0xff, 0xb0, 0x20)),
        background: Some(HexColor::new(0x12, 0x3a, 0x4a)),
        font: Font::Own,
        title: Some(BrandTitle::parse("<b>Connect</b>").unwrap()),
        description: Some(BrandDescription::parse("It is quick.").unwrap()),
        helpers: vec![HelperButton {
            label: HelperLabel::parse("<i>Help</i>").unwrap(),
            url: ProviderUrl::parse("https://help.example/?a=\"><script>").unwrap(),
        }],
        footer: Some(BrandFooter::parse("</p><script>alert(1)</script>").unwrap()),
        shows_powered_by: false,
        texts: BTreeMap::from([(
            "de".to_owned(),
            TextOverrides(BTreeMap::from([(TextKey::LandingStart, text("Auf geht’s"))])),
        )]),
    }
}

async fn dressed(world: &World) -> Branding {
    for (slot, file) in [(Slot::Logo, PICTURE), (Slot::Favicon, PICTURE), (Slot::Font, FONT)] {
        upload(&world.ls, &world.caller, slot, file).await.unwrap();
    }
    replace_look(&world.ls, &world.caller, look()).await.unwrap().branding
}

#[tokio::test]
async fn t094_a_workspaces_look_is_on_its_pages_and_is_nothing_but_look() {
    let world = World::new().await;
    let plain = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let branding = dressed(&world).await;
    let mut pages = vec![browser.get(&link(&plain)).await, start(&mut browser, &plain).await];
    pages.push(browser.get(&format!("/p/preview/{}", world.workspace.id)).await);
    for page in &pages {
        let html = page.html();
        assert!(
            !html.contains("<img src=x") && !html.contains("<script>") && !html.contains("<i>"),
            "{html}"
        );
        assert!(page.says(HOSTILE) && page.says("<i>Help</i>") && page.says("</p><script>alert(1)</script>"));
        assert!(!page.says("Powered by Latchstring"));
        let font = branding.font.unwrap();
        let sheet = format!("/p/assets/brand-ffb020-on-123a4a-own-{font}.css");
        assert!(html.contains(&sheet), "{html}");
        let logo = branding.logo.unwrap().file;
        let picture = format!("src=\"/p/brand/{logo}.png\" alt=\"\" width=\"3\" height=\"2\"");
        assert!(html.contains(&picture), "{html}");
        assert!(html.contains("<link rel=\"icon\" type=\"image/png\" href=\"/p/brand/"));
        assert!(page.answer.header("content-security-policy").contains("style-src 'self'"));
    }
    assert_eq!(pages[0].heading(), "<b>Connect</b>");
    assert!(pages[0].says("It is quick."));
}

#[tokio::test]
async fn what_a_page_links_to_is_served_from_here_for_good() {
    let world = World::new().await;
    let branding = dressed(&world).await;
    let mut browser = Browser::new(&world.router);
    let page = browser.get(&format!("/p/preview/{}", world.workspace.id)).await;
    let sheet = page.html().split('"').find(|part| part.starts_with("/p/assets/brand-")).unwrap().to_owned();
    let css = browser.send(Method::GET, &sheet, "").await;
    let urls: Vec<_> = css.body.split("url(\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(urls, [format!("/p/brand/{}.woff2", branding.font.unwrap())]);
    let logo = format!("/p/brand/{}.png", branding.logo.unwrap().file);
    for (path, kind) in [(urls[0], "font/woff2"), (&logo, "image/png")] {
        let file = browser.send(Method::GET, path, "").await;
        assert_eq!(file.header("content-type"), kind);
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(file.header("content-security-policy").contains("default-src 'none'"));
    }
    for wrong in [
        logo.replace(".png", ".woff2"),
        logo.replace(".png", ".svg"),
        format!("/p/brand/{}.png", "0".repeat(64)),
        "/p/brand/logo.svg".to_owned(),
        "/p/brand/..%2fapp.css".to_owned(),
    ] {
        assert_eq!(browser.get(&wrong).await.status(), StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn a_workspaces_words_are_for_a_language_and_stand_back_before_a_links() {
    let world = World::new().await;
    dressed(&world).await;
    let invitation = world.invite().await;
    let mut german = Browser::with(&world.router, "accept-language", "de");
    assert!(german.get(&link(&invitation)).await.says("Auf geht’s"));
    let mut english = Browser::new(&world.router);
    assert!(english.get(&link(&invitation)).await.says("Get started"));
    world.books().await;
    let texts = TextOverrides(BTreeMap::from([(TextKey::LandingHeading, text("Bring your books"))]));
    let portal = world.portal(PortalOptions { texts, ..PortalOptions::default() }).await;
    assert_eq!(english.get(&portal_address(&portal)).await.heading(), "Bring your books");
}

/// Whose software it is stands nowhere unless somebody wants it there.
#[tokio::test]
async fn nobody_is_told_whose_software_it_is_unless_the_workspace_wants_it() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let says =
        async |browser: &mut Browser| browser.get(&link(&invitation)).await.says("Powered by Latchstring");
    assert!(!says(&mut browser).await);
    let look = Look { shows_powered_by: true, ..Look::default() };
    replace_look(&world.ls, &world.caller, look).await.unwrap();
    assert!(says(&mut browser).await);
    replace_look(&world.ls, &world.caller, Look::default()).await.unwrap();
    assert!(!says(&mut browser).await);
}

/// T094: the same of a link that looks otherwise than its workspace.
#[tokio::test]
async fn t094_a_link_looks_as_it_chooses_and_for_the_rest_as_its_workspace() {
    let world = World::new().await;
    let branding = dressed(&world).await;
    let plain = world.invite().await;
    let mut terms = terms();
    let brand = LinkBrand {
        name: Some(BrandName::parse("<i>Contoso</i>").unwrap()),
        color: Some(HexColor::new(0x0b, 0x6e, 0x4f)),
        font: Some(Font::Inter),
        helpers: Some(Vec::new()),
        shows_powered_by: Some(true),
        ..LinkBrand::default()
    };
    terms.presentation.brand = Some(Box::new(brand));
    let own = world.invite_with(Prefill::default(), Locks::default(), terms).await;
    let mut browser = Browser::new(&world.router);
    let mut pages = vec![browser.get(&link(&own)).await, start(&mut browser, &own).await];
    world.revoke(&own).await;
    pages.push(browser.get(&link(&own)).await);
    for page in &pages {
        let html = page.html();
        assert!(html.contains("/p/assets/brand-0b6e4f-on-123a4a-inter.css"), "{html}");
        assert!(page.says("<i>Contoso</i>") && !html.contains("<i>") && !page.says(HOSTILE), "{html}");
        assert!(!page.says("<i>Help</i>") && page.says("Powered by Latchstring"));
        // What it does not choose.
        assert!(page.says("</p><script>alert(1)</script>"));
        assert!(html.contains(&format!("src=\"/p/brand/{}.png\"", branding.logo.unwrap().file)), "{html}");
    }
    assert_eq!(pages[0].heading(), "<b>Connect</b>");
    let plain = browser.get(&link(&plain)).await;
    assert!(plain.says(HOSTILE) && plain.says("<i>Help</i>") && !plain.says("Contoso"));
}

#[tokio::test]
async fn a_links_title_comes_before_its_workspaces_words_in_every_language() {
    let world = World::new().await;
    let words =
        BTreeMap::from([(TextKey::LandingHeading, text("Vom Haus")), (TextKey::LandingStart, text("Los"))]);
    let texts = BTreeMap::from([("de".to_owned(), TextOverrides(words))]);
    replace_look(&world.ls, &world.caller, Look { texts, ..Look::default() }).await.unwrap();
    let mut terms = terms();
    let title = Some(BrandTitle::parse("Von Contoso").unwrap());
    terms.presentation.brand = Some(Box::new(LinkBrand { title, ..LinkBrand::default() }));
    let own = world.invite_with(Prefill::default(), Locks::default(), terms).await;
    let mut german = Browser::with(&world.router, "accept-language", "de");
    let page = german.get(&link(&own)).await;
    assert_eq!(page.heading(), "Von Contoso");
    assert!(page.says("Los"));
    assert_eq!(german.get(&link(&world.invite().await)).await.heading(), "Vom Haus");
}

/// T087: nothing of one workspace's look is on another's pages.
#[tokio::test]
async fn t087_another_workspace_looks_as_it_did() {
    let world = World::new().await;
    let (other, _) = new_workspace(&world.ls, "Other").await;
    let mut browser = Browser::new(&world.router);
    let before = browser.get(&format!("/p/preview/{}", other.id)).await;
    dressed(&world).await;
    let after = browser.get(&format!("/p/preview/{}", other.id)).await;
    assert_eq!(before.html(), after.html());
    assert!(after.says("Other asks you to connect your utility account"));
}

#[tokio::test]
async fn a_preview_walks_through_three_pages_and_takes_nothing() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.router);
    let here = format!("/p/preview/{}", world.workspace.id);
    let landing = browser.get(&here).await;
    let sign_in = browser.submit(&landing.form(&here)).await;
    assert_eq!(sign_in.heading(), "Sign in to Pacific Power");
    let form = sign_in.form("/sign-in").fill("password", "hunter2");
    let done = browser.submit(&form).await;
    assert_eq!(done.heading(), "Thanks for connecting your utility account!");
    assert!(world.connections().await.is_empty() && world.visits.take().is_empty());
    for nothing in ["/p/preview/x", "/p/preview/00000000-0000-7000-8000-000000000000", "/p/preview/"] {
        assert_eq!(browser.get(nothing).await.status(), StatusCode::NOT_FOUND, "{nothing}");
    }
}
