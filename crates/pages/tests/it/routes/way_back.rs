//! Where recipients are sent when their walk has ended.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use latchstring_domain::flow_session::Step;
use latchstring_domain::return_url::ReturnUrl;
use latchstring_domain::text::ReturnState;
use latchstring_domain::web_origin::WebOrigin;
use latchstring_service::invitation::{InvitationTerms, InvitationView};
use latchstring_service::workspace::{self, WorkspaceChanges};

use super::embedding::embed_in;
use super::steps::walk_to;
use crate::browser::{Browser, Page, unescaped};

use crate::world::{World, link, terms};

const SHOP: &str = "https://shop.example";

/// Who may frame a page, as its headers say.
fn ancestors(page: &Page) -> String {
    let policy = page.answer.header("content-security-policy").to_owned();
    let said = policy.split("; ").find_map(|part| part.strip_prefix("frame-ancestors ")).unwrap().to_owned();
    let old = page.answer.header("x-frame-options");
    assert_eq!(old, if said == "'none'" { "DENY" } else { "" }, "the old header does not contradict");
    said
}

#[tokio::test]
async fn t084_t085_a_page_is_framed_by_the_sites_of_its_workspace_and_link_alone() {
    let world = World::new().await;
    let everywhere = world.invite().await;
    assert_eq!(ancestors(&Browser::new(&world.router).get(&link(&everywhere)).await), "'none'");
    embed_in(&world, &["https://a.test", "https://b.test:8443"]).await;
    let mut terms = terms();
    terms.presentation.embed = Some(vec![WebOrigin::parse("https://b.test:8443").unwrap()]);
    let narrowed = world.invite_with(Default::default(), Default::default(), terms).await;
    for (invitation, expected) in
        [(&everywhere, "https://a.test https://b.test:8443"), (&narrowed, "https://b.test:8443")]
    {
        let mut browser = Browser::new(&world.router);
        let landing = browser.get(&link(invitation)).await;
        assert_eq!(ancestors(&landing), expected);
        let page = walk_to(&mut browser, &world, invitation, Step::Done).await;
        assert_eq!(ancestors(&page), expected, "to the end");
    }
    let unknown = Browser::new(&world.router).get("/p/i/lsi_nothing").await;
    assert_eq!(ancestors(&unknown), "'none'");
    // What a workspace takes back is taken back from the links that are out.
    embed_in(&world, &["https://a.test"]).await;
    assert_eq!(ancestors(&Browser::new(&world.router).get(&link(&narrowed)).await), "'none'");
}

async fn trust(world: &World, sites: &[&str]) {
    let back = sites.iter().map(|site| WebOrigin::parse(site).unwrap()).collect();
    let wish = WorkspaceChanges { back: Some(back), ..WorkspaceChanges::default() };
    workspace::update(&world.ls, &world.caller, wish).await.unwrap();
}

fn leading_back() -> InvitationTerms {
    let mut terms = terms();
    let url = |path: &str| Some(ReturnUrl::parse(&format!("{SHOP}{path}")).unwrap());
    terms.presentation.success_url = url("/done?x=1");
    terms.presentation.error_url = url("/sorry");
    terms.presentation.expired_url = url("/late");
    terms.presentation.state = Some(ReturnState::parse("order 7 & more").unwrap());
    terms
}

async fn invited(world: &World) -> InvitationView {
    world.invite_with(Default::default(), Default::default(), leading_back()).await
}

/// The way back that a page shows, and the host that it names.
fn back(page: &Page) -> Option<url::Url> {
    let tags = page.tags();
    let tag = tags.iter().find(|tag| tag.name == "a" && tag.get("rel") == Some("noreferrer"))?;
    assert!(page.says("shop.example"), "the destination is in sight");
    Some(unescaped(tag.get("href").unwrap()).parse().unwrap())
}

fn parameter(url: &url::Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

#[tokio::test]
async fn t095_who_is_done_may_go_back_with_the_state_and_a_signed_result() {
    let world = World::new().await;
    trust(&world, &[SHOP]).await;
    let invitation = invited(&world).await;
    let mut browser = Browser::new(&world.router);
    let page = walk_to(&mut browser, &world, &invitation, Step::Done).await;
    let url = back(&page).unwrap();
    assert_eq!((url.host_str(), url.path()), (Some("shop.example"), "/done"));
    let told = |name| parameter(&url, name);
    assert_eq!(told("x").as_deref(), Some("1"));
    assert_eq!(told("status").as_deref(), Some("connected"));
    assert_eq!(told("state").as_deref(), Some("order 7 & more"));
    assert_eq!(told("result"), None, "there is no secret to sign with");

    workspace::rotate_return_secret(&world.ls, &world.caller).await.unwrap();
    let page = browser.get(page.path()).await;
    let result = parameter(&back(&page).unwrap(), "result").unwrap();
    let claims = URL_SAFE_NO_PAD.decode(result.split('.').nth(1).unwrap()).unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!((&claims["aud"], &claims["status"]), (&SHOP.into(), &"connected".into()));
    assert_eq!(claims["state"], "order 7 & more");
    assert_eq!(claims["invitationId"], invitation.invitation.id.to_string());
    assert_eq!(claims["connectionIds"][0], world.connections().await[0].id.to_string());
    let token = link(&invitation).rsplit('/').next().unwrap().to_owned();
    for secret in [token.as_str(), "lsi_", "lsr_", "sandbox-password"] {
        assert!(!url.as_str().contains(secret) && !result.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn t095_a_site_that_is_trusted_no_more_is_led_back_to_no_more() {
    let world = World::new().await;
    trust(&world, &[SHOP]).await;
    let invitation = invited(&world).await;
    let mut browser = Browser::new(&world.router);
    let page = walk_to(&mut browser, &world, &invitation, Step::Done).await;
    trust(&world, &["https://other.example"]).await;
    let page = browser.get(page.path()).await;
    assert!(page.heading().starts_with("Thanks"));
    assert_eq!(back(&page), None);
}

#[tokio::test]
async fn a_link_that_has_ended_leads_back_too() {
    let world = World::new().await;
    trust(&world, &[SHOP]).await;
    let (late, closed) = (invited(&world).await, invited(&world).await);
    world.revoke(&closed).await;
    let page = Browser::new(&world.router).get(&link(&closed)).await;
    let url = back(&page).unwrap();
    assert_eq!((url.path(), parameter(&url, "status").as_deref()), ("/sorry", Some("revoked")));
    world.clock.advance(Duration::from_secs(7 * 24 * 3600));
    let page = Browser::new(&world.router).get(&link(&late)).await;
    let url = back(&page).unwrap();
    assert_eq!((url.path(), parameter(&url, "status").as_deref()), ("/late", Some("expired")));
    assert_eq!(parameter(&url, "state").as_deref(), Some("order 7 & more"));
}
