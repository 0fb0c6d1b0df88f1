//! A link in a frame of another site, and what that site is told.

use std::time::Duration;

use http::{Method, StatusCode};
use latchstring_domain::event::EventKind;
use latchstring_domain::flow_session::Step;
use latchstring_domain::portal::{EmbedEvent, PortalOptions};
use latchstring_domain::web_origin::WebOrigin;
use latchstring_pages::assets;
use latchstring_service::flow_session::{FlowPass, carry};
use latchstring_service::workspace::{self, WorkspaceChanges};
use secrecy::ExposeSecret as _;
use url::form_urlencoded;

use super::steps::{PASSWORD, USER, enter, sign_in, start, walk_to};
use crate::browser::{Answer, Browser, Page};
use crate::html::Tag;
use crate::world::{Mood, World, link, token};

const SITE: &str = "https://app.acme.example";

pub(super) async fn embed_in(world: &World, sites: &[&str]) {
    let embed = sites.iter().map(|site| WebOrigin::parse(site).unwrap()).collect();
    let wish = WorkspaceChanges { embed: Some(embed), ..WorkspaceChanges::default() };
    workspace::update(&world.ls, &world.caller, wish).await.unwrap();
}

fn framed(world: &World) -> Browser {
    Browser::with(&world.router, "sec-fetch-dest", "iframe")
}

fn is_framed_by(page: &Page, site: &str) -> bool {
    page.answer.header("content-security-policy").ends_with(&format!("; frame-ancestors {site}"))
}

/// The script that tells, with what it tells.
fn told(page: &Page) -> Option<Tag> {
    page.tags().into_iter().find(|tag| tag.has("data-to"))
}

#[tokio::test]
async fn t088_a_frame_without_cookies_leads_to_the_link_in_a_tab_before_anything_is_begun() {
    let world = World::new().await;
    embed_in(&world, &[SITE]).await;
    let invitation = world.invite().await;
    let path = link(&invitation);
    let mut browser = framed(&world);
    for _ in 0..2 {
        let landing = browser.get(&path).await;
        browser.cookies.clear();
        let page = browser.submit(&landing.form(&path)).await;
        assert_eq!(
            (page.status(), page.heading().as_str()),
            (StatusCode::FORBIDDEN, "Let’s open this in its own tab")
        );
        assert!(is_framed_by(&page, SITE), "it is shown where it is");
        let tab = page.tags().into_iter().find(|tag| tag.get("target") == Some("_blank")).unwrap();
        assert_eq!(tab.get("href"), Some(path.as_str()));
        assert_eq!(told(&page).unwrap().get("data-at"), Some("error cookies-blocked"));
    }
    assert!(!world.event_kinds(&invitation).await.contains(&EventKind::Started));

    let mut tab = Browser::new(&world.router);
    let page = walk_to(&mut tab, &world, &invitation, Step::Done).await;
    assert_eq!(page.status(), StatusCode::OK);
}

#[tokio::test]
async fn t088_a_frame_that_keeps_cookies_is_walked_to_the_end() {
    let world = World::new().await;
    embed_in(&world, &[SITE]).await;
    let invitation = world.invite().await;
    let mut browser = framed(&world);
    browser.get(&link(&invitation)).await;
    let probe = browser.seen[0].header("set-cookie");
    assert_eq!(probe, "__Host-latchstring-probe=1; Path=/; Secure; HttpOnly; SameSite=None; Partitioned");
    let page = walk_to(&mut browser, &world, &invitation, Step::Done).await;
    assert!(is_framed_by(&page, SITE));
    let probes = browser.seen.iter().filter(|answer| answer.header("set-cookie").contains("probe")).count();
    assert_eq!(probes, 1, "once seen it is not set again");

    let mut tab = Browser::new(&world.router);
    tab.get(&link(&invitation)).await;
    assert_eq!(tab.seen[0].header("set-cookie"), "", "a tab needs none");
}

#[tokio::test]
async fn t091_pressing_whatever_a_frame_shows_connects_nothing_without_something_typed() {
    let world = World::new().await;
    embed_in(&world, &[SITE]).await;
    let mut browser = framed(&world);
    let mut page = start(&mut browser, &world.invite().await).await;
    // A page laid over the frame can have every button pressed that it knows the place of, one after the other.
    for _ in 0..10 {
        let forms = page.forms();
        let presses = forms.iter().flat_map(|form| {
            let named = form.buttons.iter().map(|(name, value)| form.clone().tick(name, value));
            named.chain([form.clone()]).collect::<Vec<_>>()
        });
        for form in presses {
            page = browser.submit(&form).await;
        }
    }
    assert!(page.says("Sign in"), "it stays at the form: {}", page.heading());
    assert_eq!(world.connections().await.len(), 0);
}

#[tokio::test]
async fn a_frame_whose_session_is_over_is_told_so_where_it_is() {
    let world = World::new().await;
    embed_in(&world, &[SITE]).await;
    let mut browser = framed(&world);
    let page = start(&mut browser, &world.invite().await).await;
    browser.cookies.clear();
    let gone = browser.get(page.path()).await;
    assert_eq!((gone.status(), gone.heading().as_str()), (StatusCode::GONE, "This page is closed"));
    assert!(is_framed_by(&gone, SITE));
    assert!(!gone.says("Acme"), "nothing is told of whose it was");
    assert_eq!(told(&gone).unwrap().get("data-at"), Some("error no-session"));
    let none = browser.get("/p/s/01900000-0000-7000-8000-000000000099").await;
    assert!(is_framed_by(&none, "'none'"));
}

/// What the browser of a frame makes of an answer.
fn page(answer: Answer) -> Page {
    Page { answer }
}

/// That an answer is shown where the page was, and that the site around hears of it.
fn is_shown(page: &Page, status: u16, at: &str) {
    assert_eq!(page.status().as_u16(), status, "{}", page.html());
    assert!(is_framed_by(page, SITE), "{at}: {}", page.answer.header("content-security-policy"));
    assert_eq!(page.answer.header("cross-origin-opener-policy"), "unsafe-none", "{at}");
    assert_eq!(told(page).map(|tag| tag.get("data-at").unwrap().to_owned()).as_deref(), Some(at));
    assert!(page.html().contains("class=\"framed\""));
}

#[tokio::test]
async fn t084_a_form_that_is_refused_says_so_in_the_frame_and_the_site_hears_of_it() {
    let world = World::new().await;
    embed_in(&world, &[SITE]).await;
    let invitation = world.invite().await;
    let mut browser = framed(&world);
    let at = walk_to(&mut browser, &world, &invitation, Step::SignIn).await;
    let form = at.form("/sign-in").fill("username", USER).fill("password", PASSWORD);

    let stale = page(browser.submit_only(&form.clone().fill("csrf", "x")).await);
    is_shown(&stale, 403, "error bad-request");
    assert!(
        stale.says("Acme") && stale.html().contains(&format!("href=\"{}\"", at.path())),
        "and leads back"
    );
    let large = "x".repeat(300 * 1024);
    let unread = page(browser.send(Method::POST, &form.action, &large).await);
    is_shown(&unread, 413, "error bad-request");
    assert!(unread.html().contains(&format!("href=\"{}\"", at.path())), "a step to look at again");

    browser.extra.push(("content-length", "300000".to_owned()));
    is_shown(&page(browser.send(Method::POST, &form.action, "").await), 413, "error bad-request");

    // Sent by no page of ours: refused before anything of the browser's is looked at, so nobody is named.
    browser.extra =
        vec![("sec-fetch-site", "cross-site".to_owned()), ("sec-fetch-dest", "iframe".to_owned())];
    let mailed = format!("{}/x", link(&invitation));
    for path in [form.action.as_str(), &link(&invitation), &mailed] {
        let forged = page(browser.send(Method::POST, path, "").await);
        is_shown(&forged, 403, "error bad-request");
        assert!(!forged.says("Acme"));
    }
    for path in ["/p/i/lsi_nothing", "/p/s/01900000-0000-7000-8000-000000000099/sign-in", "/p/s/x/sign-in"] {
        let forged = page(browser.send(Method::POST, path, "").await);
        assert!(is_framed_by(&forged, "'none'") && told(&forged).is_none(), "{path}");
    }
}

#[tokio::test]
async fn t084_our_own_fault_is_told_in_the_frame_once_it_is_known_whose_it_is() {
    let world = World::new().await;
    embed_in(&world, &[SITE]).await;
    let invitation = world.invite().await;
    let mut browser = framed(&world);
    let at = walk_to(&mut browser, &world, &invitation, Step::SignIn).await;
    let form = at.form("/sign-in").fill("username", USER).fill("password", PASSWORD);
    world.store.set(Mood::NoWrites);
    let failed = page(browser.submit_only(&form).await);
    is_shown(&failed, 503, "error server-error");
    assert!(failed.html().contains(&format!("href=\"{}\"", at.path())), "a step to look at again");
    is_shown(&page(browser.send(Method::POST, &link(&invitation), "").await), 503, "error server-error");

    // A storage that answers nothing does not say who embeds.
    world.store.set(Mood::Down);
    let unknown = page(browser.send(Method::GET, at.path(), "").await);
    assert!(is_framed_by(&unknown, "'none'") && told(&unknown).is_none());
    world.store.set(Mood::Well);
    assert!(browser.submit(&form).await.says("Choose what to share"));
}

#[tokio::test]
async fn t089_a_site_is_told_ids_and_states_and_no_other_site_is_told_anything() {
    let world = World::new().await;
    let nobody = world.invite().await;
    let mut browser = Browser::new(&world.router);
    assert!(told(&browser.get(&link(&nobody)).await).is_none());
    let page = walk_to(&mut browser, &world, &nobody, Step::Done).await;
    assert!(told(&page).is_none() && !page.html().contains("data-exit"));

    embed_in(&world, &[SITE, "https://b.test:8443"]).await;
    let invitation = world.invite().await;
    let before = world.connections().await;
    let mut browser = framed(&world);
    let mut at = Vec::new();
    for step in [Step::Provider, Step::SignIn, Step::Sites, Step::Done] {
        let page = walk_to(&mut browser, &world, &invitation, step).await;
        let tag = told(&page).unwrap();
        assert_eq!(tag.get("data-to"), Some("https://app.acme.example https://b.test:8443"));
        assert_eq!(tag.get("data-link"), Some(invitation.invitation.id.to_string().as_str()));
        assert!(!tag.has("data-only"));
        at.push((tag.get("data-at").unwrap().to_owned(), tag.get("data-connections").unwrap().to_owned()));
        let secret = token(&invitation);
        let pass = browser.cookies["__Host-latchstring-flow"].clone();
        let told: Vec<_> =
            ["data-to", "data-link", "data-at", "data-connections"].map(|name| tag.get(name)).into();
        for hidden in [secret.as_str(), &pass, USER, PASSWORD, "@"] {
            assert!(!format!("{told:?}").contains(hidden), "{hidden}");
        }
    }
    let after = world.connections().await;
    let made =
        after.iter().find(|made| before.iter().all(|other| other.id != made.id)).unwrap().id.to_string();
    let expected = [("provider", ""), ("sign-in", ""), ("sites", ""), ("done", made.as_str())];
    assert_eq!(at, expected.map(|(at, ids)| (at.to_owned(), ids.to_owned())));

    let unknown = browser.get("/p/i/lsi_nothing").await;
    assert!(told(&unknown).is_none());
}

#[tokio::test]
async fn a_link_may_name_the_events_that_are_told() {
    let world = World::new().await;
    embed_in(&world, &[SITE]).await;
    for (listener, only) in [
        (None, None),
        (Some([].into()), Some("")),
        (Some([EmbedEvent::Exit, EmbedEvent::Connected].into()), Some("connected exit")),
    ] {
        let options = PortalOptions { listener, ..PortalOptions::default() };
        let portal = world.portal(options).await;
        let page = enter(&mut framed(&world), &portal).await;
        assert_eq!(told(&page).unwrap().get("data-only"), only);
    }
}

/// What a frame's form would carry to a tab.
fn pass_of(world: &World, browser: &Browser) -> (String, String) {
    let (id, token) = browser.cookies["__Host-latchstring-flow"].split_once('.').unwrap();
    let pass = FlowPass::new(id.parse().unwrap(), token).unwrap();
    let carried = carry(&world.ls, &pass).expose_secret().to_owned();
    (id.to_owned(), form_urlencoded::Serializer::new(String::new()).append_pair("pass", &carried).finish())
}

#[tokio::test]
async fn the_session_of_a_frame_goes_on_in_a_tab_and_both_are_at_the_same_step() {
    let world = World::new().await;
    embed_in(&world, &[SITE]).await;
    let mut frame = framed(&world);
    let page = walk_to(&mut frame, &world, &world.invite().await, Step::SignIn).await;
    let (id, body) = pass_of(&world, &frame);
    let mut tab = Browser::new(&world.router);
    let answer = tab.send(Method::POST, &format!("/p/s/{id}/tab"), &body).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, page.path()));
    assert!(answer.header("set-cookie").contains("; SameSite=Lax; Max-Age="), "a cookie of the tab");
    let there = tab.get(page.path()).await;
    assert_eq!(there.heading(), page.heading());
    sign_in(&mut tab, &there, USER, PASSWORD).await;
    assert_eq!(frame.get(page.path()).await.heading(), tab.get(page.path()).await.heading());
}

#[tokio::test]
async fn t048_a_pass_is_carried_to_its_own_session_in_its_time_by_a_page_of_ours() {
    let world = World::new().await;
    let mut frame = framed(&world);
    start(&mut frame, &world.invite().await).await;
    let (id, body) = pass_of(&world, &frame);
    let mut other = framed(&world);
    start(&mut other, &world.invite().await).await;
    let (other_id, _) = pass_of(&world, &other);

    let post = async |extra: Option<(&'static str, &str)>, id: &str, body: &str| {
        let mut tab = match extra {
            Some((name, value)) => Browser::with(&world.router, name, value),
            None => Browser::new(&world.router),
        };
        let answer = tab.send(Method::POST, &format!("/p/s/{id}/tab"), body).await;
        (answer.status, tab.cookies.len())
    };
    assert_eq!(post(Some(("sec-fetch-site", "cross-site")), &id, &body).await, (StatusCode::FORBIDDEN, 0));
    assert_eq!(post(None, &other_id, &body).await, (StatusCode::GONE, 0), "another session");
    assert_eq!(post(None, "nonsense", &body).await, (StatusCode::GONE, 0));
    assert_eq!(post(None, &id, "pass=").await, (StatusCode::GONE, 0));
    assert_eq!(post(None, &id, &format!("{body}A")).await, (StatusCode::GONE, 0));
    assert_eq!(post(None, &id, &body).await, (StatusCode::SEE_OTHER, 1));
    world.clock.advance(Duration::from_secs(30 * 60));
    assert_eq!(post(None, &id, &body).await, (StatusCode::GONE, 0), "its time is over");
}

#[tokio::test]
async fn the_script_for_sites_is_small_and_may_be_loaded_by_any_of_them() {
    let world = World::new().await;
    let mut browser = Browser::with(&world.router, "accept-encoding", "gzip");
    for (path, content_type) in
        [("/embed.js", "text/javascript; charset=utf-8"), ("/embed.d.ts", "text/plain; charset=utf-8")]
    {
        let answer = browser.send(Method::GET, path, "").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), content_type);
        assert_eq!(answer.header("content-encoding"), "gzip");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
        assert_eq!(answer.header("cache-control"), "public, max-age=3600");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    let weight = assets::embed_script().gzip.len();
    println!("embed.js: {weight} bytes as gzip");
    assert!(weight < 6_000, "{weight}");
}
