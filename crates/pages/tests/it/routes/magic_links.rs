use std::time::Duration;

use http::{Method, StatusCode};
use latchstring_domain::connection::ConnectionStatus;
use latchstring_domain::event::AgentClass;
use latchstring_domain::flow_session::{FlowLink, Step};
use latchstring_domain::magic_link::{LinkOrigin, MagicLinkStatus};
use latchstring_domain::prefill::{Locks, Prefill, PrefillField, ProviderHint};

use super::dead_ends::told;
use super::steps::{PASSWORD, USER, choose_sandbox, choose_sites, sign_in, start, start_at, walk_to};
use crate::browser::{Browser, Page};
use crate::html::text_of;
use crate::world::{World, address, secret, token};

const WEEK: Duration = Duration::from_secs(7 * 24 * 3600);
const CLOSED: &str = "Acme Property Services closed this link";
const USED: &str = "This link was already used";
const EXPIRED: &str = "This link has expired";

fn is(page: &Page, status: StatusCode, heading: &str) {
    assert_eq!((page.status(), page.heading().as_str()), (status, heading));
}

async fn connected(world: &World) -> latchstring_domain::connection::Connection {
    walk_to(&mut Browser::new(&world.router), world, &world.invite().await, Step::Done).await;
    world.connections().await.remove(0)
}

#[tokio::test]
async fn a_recipient_without_javascript_walks_through_a_company_link() {
    let world = World::new().await;
    let minted = world.mint().await;
    let path = address(&minted);
    assert_eq!(path, format!("/p/connect/{}/{}", world.company.public_id, secret(&minted)));
    let mut browser = Browser::new(&world.router);

    let landing = browser.get(&path).await;
    is(&landing, StatusCode::OK, "Acme Property Services asks you to connect your utility account");
    assert_eq!(text_of(landing.html(), "title"), "Connect your account");
    assert!(landing.says("Sent by Acme Property Services on 20 November 2026."));
    assert!(landing.says("This link works until 27 November 2026"));
    let page = browser.submit(&landing.form(&path)).await;
    is(&page, StatusCode::OK, "Who sends your bills?");
    let page = choose_sandbox(&mut browser, &world, &page).await;
    is(&page, StatusCode::OK, "Sign in to Sandbox Utility");
    let page = sign_in(&mut browser, &page, USER, PASSWORD).await;
    is(&page, StatusCode::OK, "Choose what to share");
    let page = choose_sites(&mut browser, &world, &page).await;
    is(&page, StatusCode::OK, "Thanks for connecting your utility account!");
    assert!(!page.says("Connect another account"), "the link is used up");

    let connection = world.connections().await.remove(0);
    assert_eq!((connection.magic_link_id, connection.invitation_id), (Some(minted.link.id), None));
    assert_eq!(connection.status, ConnectionStatus::Pending);
    assert_eq!(connection.initial_sites, [world.sites[0].id]);
    assert_eq!(world.magic_uses().await, (1, MagicLinkStatus::Fulfilled));
    is(&browser.get(&path).await, StatusCode::GONE, USED);
}

#[tokio::test]
async fn t059_a_recipient_walks_through_a_connection_link_as_often_as_they_need() {
    let world = World::new().await;
    let before = connected(&world).await;
    let minted = world.mint_to_repair(before.id).await;
    let path = address(&minted);
    assert_eq!(path, format!("/p/connect/{}/workflow/{}", world.company.public_id, secret(&minted)));

    for uses in 1..=2 {
        let mut browser = Browser::new(&world.router);
        let landing = browser.get(&path).await;
        is(&landing, StatusCode::OK, "Acme Property Services asks you to reconnect your utility account");
        assert!(!landing.says("Sandbox Utility"), "what is connected is not for everybody with the link");
        let page = browser.submit(&landing.form(&path)).await;
        is(&page, StatusCode::OK, "Sign in to Sandbox Utility");
        assert!(!page.says("?choose=1") && !page.says("Harbour Street"));
        let page = sign_in(&mut browser, &page, USER, PASSWORD).await;
        is(&page, StatusCode::OK, "Choose what to share");
        let done = browser.submit(&page.form("/sites")).await;
        assert!(done.says("gets your bills and usage from Sandbox Utility again"));
        assert!(done.says(&before.id.to_string()) && !done.says("Connect another account"));
        assert_eq!(world.magic_uses().await, (uses, MagicLinkStatus::Active));
    }
    let after = world.connections().await;
    assert_eq!(after.len(), 1);
    assert_eq!(
        (after[0].id, &after[0].initial_sites),
        (before.id, &before.initial_sites),
        "ticked as they were"
    );
    assert_eq!(after[0].utility_types, before.utility_types);
}

#[tokio::test]
async fn t059_a_connection_link_changes_the_sites_and_an_invitation_does_not() {
    let world = World::new().await;
    let before = connected(&world).await;
    let [was, other] = [&world.sites[0], &world.sites[1]];
    let mut browser = Browser::new(&world.router);
    let page = start_at(&mut browser, &address(&world.mint_to_repair(before.id).await)).await;
    let page = sign_in(&mut browser, &page, USER, PASSWORD).await;
    let form = page.form("/sites").untick("site");
    let refused = browser.submit(&form).await;
    is(&refused, StatusCode::UNPROCESSABLE_ENTITY, "Choose what to share");
    assert!(refused.says("Tick at least one site."));
    let done = browser.submit(&form.tick("site", &other.id.to_string()).tick("type", "WATER")).await;
    is(&done, StatusCode::OK, "Thanks for connecting your utility account!");
    assert!(done.says(other.name.as_str()) && !done.says(was.name.as_str()) && done.says("Water"));
    let after = world.connections().await.remove(0);
    assert_eq!((after.id, after.initial_sites), (before.id, vec![other.id]));

    let page = start(&mut browser, &world.invite_to_repair(before.id).await).await;
    let done = sign_in(&mut browser, &page, USER, PASSWORD).await;
    assert!(done.says("gets your bills and usage from Sandbox Utility again"));
    assert!(!done.says(other.name.as_str()), "the receipt says what this recipient did");
}

#[tokio::test]
async fn what_a_link_has_filled_in_and_locked_is_so_on_the_pages() {
    let world = World::new().await;
    let other = world.list_provider("Nordlys Gas", "https://gas.example", |_| {}).await;
    let prefill = Prefill { provider: Some(ProviderHint::Id(other.id)), ..Prefill::default() };
    let minted = world.mint_with(prefill, Locks::from([PrefillField::Provider])).await;
    let mut browser = Browser::new(&world.router);
    let landing = browser.get(&address(&minted)).await;
    assert!(!landing.says("Nordlys"), "a link preview would show it to a whole chat");
    let page = browser.submit(&landing.form(&address(&minted))).await;
    assert!(page.says("Nordlys Gas") && !page.says("?choose=1"));
    let form = page.form("/provider").fill("provider", &world.provider.id.to_string());
    assert_eq!(browser.submit(&form).await.heading(), page.heading(), "it is where it was");
    let next = browser.submit(&page.form("/provider")).await;
    is(&next, StatusCode::OK, "Sign in to Nordlys Gas");
}

#[tokio::test]
async fn t005_get_started_leads_away_from_the_secret() {
    let world = World::new().await;
    let connection = connected(&world).await.id;
    for minted in [world.mint().await, world.mint_to_repair(connection).await] {
        let mut browser = Browser::new(&world.router);
        let page = start_at(&mut browser, &address(&minted)).await;
        let started = browser.seen.iter().find(|answer| answer.method == Method::POST).unwrap();
        assert_eq!(started.status, StatusCode::SEE_OTHER);
        assert_eq!(started.header("location"), page.path());
        assert!(page.path().starts_with("/p/s/"));
        let tail = &secret(&minted)[8..40];
        assert!(!page.html().contains(tail) && !started.header("set-cookie").contains(tail));
        assert!(!started.body.contains(tail) && !page.path().contains(tail));
    }
}

#[tokio::test]
async fn t032_everything_that_is_no_magic_link_gets_the_answer_of_no_invitation() {
    let world = World::new().await;
    let neighbour = world.neighbour().await;
    let (own, other) = (world.company.public_id.as_str(), neighbour.public_id.as_str());
    let minted = world.mint().await;
    let repair = world.mint_to_repair(connected(&world).await.id).await;
    let token = token(&world.invite().await);
    let (good, fix) = (secret(&minted), secret(&repair));
    let flipped = format!("{}{}", &good[..60], good[60..].chars().rev().collect::<String>());
    let paths = [
        format!("/p/connect/{other}/{good}"),
        format!("/p/connect/{other}/workflow/{fix}"),
        format!("/p/connect/{own}/workflow/{good}"),
        format!("/p/connect/{own}/{fix}"),
        format!("/p/connect/{own}/{token}"),
        format!("/p/connect/{own}/workflow/{token}"),
        format!("/p/i/{good}"),
        format!("/p/connect/{own}/{flipped}"),
        format!("/p/connect/{own}/{good}A"),
        format!("/p/connect/{own}/{good}%3D"),
        format!("/p/connect/{own}/{}", &good[..good.len() - 1]),
        format!("/p/connect/{good}/{own}"),
        format!("/p/connect/{}/{good}", world.company.id),
        format!("/p/connect/x/{good}"),
        format!("/p/connect/%FF/{good}"),
        format!("/p/connect/{own}/%00"),
        format!("/p/connect/{own}/%2f%2fevil.test"),
        format!("/p/connect/{own}/{}", "A".repeat(3000)),
    ];
    let mut browser = Browser::new(&world.router);
    let first = browser.get("/p/i/lsi_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await;
    is(&first, StatusCode::NOT_FOUND, "This link does not work");
    world.visits.take();
    let links = world.magic_links().await;
    for path in &paths {
        for method in [Method::GET, Method::POST] {
            let answer = browser.send(method.clone(), path, "").await;
            assert_eq!(
                (answer.status, &answer.body),
                (first.status(), &first.answer.body),
                "{method} {path}"
            );
            assert_eq!(told(&answer.headers), told(&first.answer.headers), "{method} {path}");
        }
    }
    assert!(world.visits.take().is_empty() && browser.cookies.is_empty());
    assert_eq!(world.magic_links().await, links);
}

#[tokio::test]
async fn t034_a_magic_link_past_its_day_says_when_it_ended_and_whom_to_ask() {
    let world = World::new().await;
    let minted = world.mint().await;
    let mut browser = Browser::new(&world.router);
    world.clock.advance(WEEK - Duration::from_millis(1));
    assert_eq!(browser.get(&address(&minted)).await.status(), StatusCode::OK);
    world.clock.advance(Duration::from_millis(1));
    let page = browser.get(&address(&minted)).await;
    is(&page, StatusCode::GONE, EXPIRED);
    assert!(page.says("It worked until 27 November 2026."));
    assert!(page.says("Ask Acme Property Services for a new link"));
    assert!(page.says(&minted.link.id.to_string()), "something to mention");
    let pressed = browser.send(Method::POST, &address(&minted), "").await;
    assert_eq!((pressed.status, &pressed.body), (StatusCode::GONE, &page.answer.body));
}

#[tokio::test]
async fn t035_whatever_kills_a_link_kills_its_page_its_button_and_its_open_sessions() {
    for end in ["revoked", "cut off", "used", "expired"] {
        for step in [Step::Provider, Step::SignIn, Step::Sites] {
            let world = World::new().await;
            let minted = world.mint().await;
            let path = address(&minted);
            let mut browser = Browser::new(&world.router);
            let mut page = start_at(&mut browser, &path).await;
            if step != Step::Provider {
                page = choose_sandbox(&mut browser, &world, &page).await;
            }
            if step == Step::Sites {
                page = sign_in(&mut browser, &page, USER, PASSWORD).await;
            }
            let heading = match end {
                "revoked" => {
                    world.kill(&minted).await;
                    CLOSED
                }
                "cut off" => {
                    world.clock.advance(Duration::from_secs(1));
                    world.cut_off().await;
                    CLOSED
                }
                "used" => {
                    let mut other = Browser::new(&world.router);
                    let page = start_at(&mut other, &path).await;
                    let page = choose_sandbox(&mut other, &world, &page).await;
                    let page = sign_in(&mut other, &page, USER, PASSWORD).await;
                    choose_sites(&mut other, &world, &page).await;
                    USED
                }
                _ => {
                    world.clock.advance(WEEK);
                    EXPIRED
                }
            };
            let made = world.connections().await.len();
            is(&browser.get(page.path()).await, StatusCode::GONE, heading);
            let sent = match step {
                Step::Provider => choose_sandbox(&mut browser, &world, &page).await,
                Step::SignIn => sign_in(&mut browser, &page, USER, PASSWORD).await,
                _ => choose_sites(&mut browser, &world, &page).await,
            };
            is(&sent, StatusCode::GONE, heading);
            for method in [Method::GET, Method::POST] {
                let answer = Browser::new(&world.router).send(method, &path, "").await;
                assert_eq!(answer.status, StatusCode::GONE, "{end}");
                assert!(answer.body.contains(heading) && answer.header("set-cookie").is_empty(), "{end}");
            }
            assert_eq!(world.connections().await.len(), made, "{end} {step}");
        }
    }
}

#[tokio::test]
async fn t001_a_storm_of_reads_spends_nothing_and_takes_no_link_in() {
    let minted = World::new().await.mint().await;
    // The same deployment, put back from a copy in which the link is not.
    let world = World::new().await;
    let path = address(&minted);
    for agent in ["curl/8.5.0", "Barracuda Sentinel (EE)", "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", ""] {
        let mut scanner = Browser::with(&world.router, "user-agent", agent);
        for method in [Method::GET, Method::HEAD, Method::OPTIONS, Method::GET] {
            let answer = scanner.send(method.clone(), &path, "").await;
            assert_eq!(answer.status.as_u16(), if method == Method::OPTIONS { 405 } else { 200 });
        }
        assert!(scanner.cookies.is_empty(), "a read leaves no cookie");
    }
    assert!(world.magic_links().await.is_empty());

    let mut browser = Browser::new(&world.router);
    let page = start_at(&mut browser, &path).await;
    let listed = world.magic_links().await;
    assert_eq!((listed[0].link.id, listed[0].link.origin), (minted.link.id, LinkOrigin::Adopted));
    let page = choose_sandbox(&mut browser, &world, &page).await;
    let page = sign_in(&mut browser, &page, USER, PASSWORD).await;
    choose_sites(&mut browser, &world, &page).await;
    assert_eq!(world.magic_uses().await, (1, MagicLinkStatus::Fulfilled));
    is(&browser.get(&path).await, StatusCode::GONE, USED);
}

#[tokio::test]
async fn t164_a_visit_is_noted_with_the_class_of_its_user_agent() {
    let world = World::new().await;
    let minted = world.mint().await;
    Browser::new(&world.router).get(&address(&minted)).await;
    Browser::with(&world.router, "user-agent", "Slackbot-LinkExpanding 1.0").get(&address(&minted)).await;
    Browser::with(&world.router, "sec-purpose", "prefetch;prerender").get(&address(&minted)).await;
    Browser::new(&world.router).send(Method::HEAD, &address(&minted), "").await;
    let visits = world.visits.take();
    let marks: Vec<_> = visits.iter().map(|visit| visit.agent).collect();
    assert_eq!(marks, [AgentClass::Browser, AgentClass::Preview]);
    assert!(visits.iter().all(|visit| visit.link == FlowLink::MagicLink(minted.link.id)));
    world.kill(&minted).await;
    Browser::new(&world.router).get(&address(&minted)).await;
    assert!(world.visits.take().is_empty());
}

#[tokio::test]
async fn t092_a_button_that_another_site_pressed_opens_nothing() {
    let world = World::new().await;
    let minted = world.mint().await;
    let mut browser = Browser::with(&world.router, "sec-fetch-site", "cross-site");
    let refused = browser.send(Method::POST, &address(&minted), "").await;
    assert_eq!((refused.status, refused.header("set-cookie")), (StatusCode::FORBIDDEN, ""));
    let stories = world.stories().await;
    assert_eq!(stories, 1, "it was minted, and nothing else happened");
}
