use http::{Method, StatusCode};
use latchstring_domain::event::{AgentClass, EventKind};
use latchstring_domain::flow_session::FlowLink;
use latchstring_domain::invitation::InvitationStatus;

use super::steps::{PASSWORD, USER, choose_sandbox, choose_sites, sign_in, start};
use crate::browser::Browser;
use crate::html::text_of;
use crate::world::{World, link, terms};

#[tokio::test]
async fn t001_a_storm_of_reads_spends_nothing_and_the_person_after_it_gets_through() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let path = link(&invitation);
    for agent in
        ["curl/8.5.0", "Barracuda Sentinel (EE)", "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "", "x"]
    {
        let mut scanner = Browser::with(&world.router, "user-agent", agent);
        for _ in 0..10 {
            for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
                let answer = scanner.send(method.clone(), &path, "").await;
                let allowed = if method == Method::OPTIONS { 405 } else { 200 };
                assert_eq!(answer.status.as_u16(), allowed, "{method}");
            }
        }
        assert!(scanner.cookies.is_empty(), "a read leaves no cookie");
    }
    assert_eq!(world.uses(&invitation).await, (0, InvitationStatus::Active));
    assert_eq!(world.event_kinds(&invitation).await, [EventKind::Created], "nothing is written on the way");

    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &invitation).await;
    let page = choose_sandbox(&mut browser, &world, &page).await;
    let page = sign_in(&mut browser, &page, USER, PASSWORD).await;
    choose_sites(&mut browser, &world, &page).await;
    assert_eq!(world.uses(&invitation).await, (1, InvitationStatus::Fulfilled));
}

#[tokio::test]
async fn t164_a_visit_is_noted_with_the_class_of_its_user_agent() {
    let world = World::new().await;
    let invitation = world.invite().await;
    Browser::new(&world.router).get(&link(&invitation)).await;
    Browser::with(&world.router, "user-agent", "Slackbot-LinkExpanding 1.0").get(&link(&invitation)).await;
    let visits = world.visits.take();
    let marks: Vec<_> = visits.iter().map(|visit| visit.agent).collect();
    assert_eq!(marks, [AgentClass::Browser, AgentClass::Preview]);
    assert!(visits.iter().all(|visit| visit.link == FlowLink::Invitation(invitation.invitation.id)));
    assert_eq!(visits[1].origin.user_agent.as_deref(), Some("Slackbot-LinkExpanding 1.0"));
    assert!(visits[0].origin.request_id.is_some());
}

#[tokio::test]
async fn t003_a_prefetch_and_a_head_get_the_page_and_leave_no_visit() {
    let world = World::new().await;
    let invitation = world.invite().await;
    for (name, value) in
        [("sec-purpose", "prefetch;prerender"), ("purpose", "prefetch"), ("x-moz", "prefetch")]
    {
        let page = Browser::with(&world.router, name, value).get(&link(&invitation)).await;
        assert_eq!(page.status(), StatusCode::OK, "{name}");
    }
    let head = Browser::new(&world.router).send(Method::HEAD, &link(&invitation), "").await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
    assert!(world.visits.take().is_empty());
}

#[tokio::test]
async fn a_link_that_cannot_be_used_leaves_no_visit() {
    let world = World::new().await;
    let invitation = world.invite().await;
    world.revoke(&invitation).await;
    Browser::new(&world.router).get(&link(&invitation)).await;
    Browser::new(&world.router).get("/p/i/lsi_unknown").await;
    assert!(world.visits.take().is_empty());
}

#[tokio::test]
async fn t008_the_first_page_says_who_asks_and_why_and_its_title_nothing() {
    let world = World::new().await;
    let page = Browser::with(&world.router, "user-agent", "facebookexternalhit/1.1")
        .get(&link(&world.invite().await))
        .await;
    assert_eq!(page.heading(), "Acme Property Services asks you to connect your utility account");
    assert_eq!(text_of(page.html(), "title"), "Connect your account");
    assert!(page.says("For the energy report."));
    assert!(page.says("Sent by Acme Property Services on 20 November 2026."));
    assert!(page.says("This link works until 27 November 2026"));
    for private in ["Harbour", "Warehouse", "Sandbox", "sandbox.example"] {
        assert!(!page.says(private), "{private}");
    }
}

#[tokio::test]
async fn a_link_without_end_promises_none() {
    let world = World::new().await;
    let terms = latchstring_service::invitation::InvitationTerms { lifetime: None, ..terms() };
    let invitation = world.invite_with(Default::default(), Default::default(), terms).await;
    let page = Browser::new(&world.router).get(&link(&invitation)).await;
    assert!(!page.says("This link works until"));
}

#[tokio::test]
async fn t014_no_address_is_made_from_what_the_client_says_about_the_host() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    for name in ["host", "x-forwarded-host", "x-original-host"] {
        browser.extra.push((name, "evil.test".to_owned()));
    }
    browser.extra.push(("forwarded", "host=evil.test".to_owned()));
    let page = start(&mut browser, &invitation).await;
    let page = choose_sandbox(&mut browser, &world, &page).await;
    sign_in(&mut browser, &page, USER, PASSWORD).await;
    browser.get("/p/nothing").await;
    for answer in &browser.seen {
        assert!(!answer.body.contains("evil.test") && !answer.header("location").contains("evil.test"));
    }
}

#[tokio::test]
async fn t005_get_started_leads_away_from_the_token() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &invitation).await;
    assert!(page.path().starts_with("/p/s/"));
    let started = browser.seen.iter().find(|answer| answer.method == Method::POST).unwrap();
    assert_eq!(started.status, StatusCode::SEE_OTHER);
    assert!(!started.header("location").contains("lsi_") && !page.html().contains("lsi_"));
    assert_eq!(world.uses(&invitation).await, (0, InvitationStatus::Active));
}

#[tokio::test]
async fn t005_the_way_back_is_an_address_that_knows_neither_link_nor_session() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.router);
    let landing = browser.get(&link(&world.invite().await)).await;
    assert!(landing.html().contains(r#"data-leads-to="/p/s""#), "{}", landing.html());
    let nobody = browser.get("/p/s").await;
    assert_eq!((nobody.status(), nobody.heading().as_str()), (StatusCode::GONE, "This page is closed"));
    let first = start(&mut browser, &world.invite().await).await;
    assert_eq!(browser.get("/p/s").await.path(), first.path());
    let second = start(&mut browser, &world.invite().await).await;
    assert_eq!(browser.get("/p/s").await.path(), second.path(), "of several the last");
    let stranger = Browser::new(&world.router).get("/p/s").await;
    assert_eq!(stranger.status(), StatusCode::GONE);
}
