//! T127 as pages say it: whatever goes wrong, a designed page with the status and the request's id, and nothing of ours.

use http::{Method, StatusCode};
use latchstring_domain::flow_session::Step;
use tower::ServiceExt as _;

use super::steps::{start, walk_to};
use crate::browser::{Answer, Browser};
use crate::html::text_of;
use crate::world::{Mood, PANIC, World, link};

fn is(answer: &Answer, status: u16, heading: &str) {
    assert_eq!((answer.status.as_u16(), text_of(&answer.body, "h1")), (status, heading), "{}", answer.path);
    assert!(answer.body.contains("<main") && answer.body.contains("/p/assets/"), "a designed page");
    assert!(!answer.body.contains("Acme"), "that knows of nobody");
}

#[tokio::test]
async fn t127_what_no_handler_saw_is_a_page_too() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &world.invite().await).await;
    let session = page.path().to_owned();
    let nowhere = "There is no page here";
    let unreadable = "We could not read what your browser sent";
    is(&browser.send(Method::GET, "/p/elsewhere", "").await, 404, nowhere);
    is(&browser.send(Method::GET, "/p/s/not-an-id", "").await, 404, nowhere);
    is(&browser.send(Method::DELETE, &session, "").await, 405, nowhere);
    is(&browser.send(Method::TRACE, &session, "").await, 405, nowhere);
    let large = "x".repeat(300 * 1024);
    is(&browser.send(Method::POST, &format!("{session}/sign-in"), &large).await, 413, unreadable);
    let mut json = Browser::with(&world.router, "content-type", "application/json");
    json.cookies = browser.cookies.clone();
    is(&json.send(Method::POST, &format!("{session}/sign-in"), "{}").await, 415, unreadable);
    let mut bare = Browser::with(&world.router, "content-type", "");
    bare.cookies = browser.cookies.clone();
    is(&bare.send(Method::POST, &format!("{session}/sign-in"), "csrf=x").await, 415, unreadable);
    let odd = browser.send(Method::POST, &format!("{session}/sign-in"), "%ff=%fe&&&=").await;
    assert_eq!(odd.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.get(&session).await.html(), page.html(), "none of it moved anything");
}

#[tokio::test]
async fn an_address_that_takes_posts_leads_to_the_step_when_it_is_opened() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.router);
    let page = walk_to(&mut browser, &world, &world.invite().await, Step::SignIn).await;
    for end in
        ["provider", "sign-in", "challenge", "sites", "mapping", "forwarding", "submit", "finish", "restart"]
    {
        let opened = browser.get(&format!("{}/{end}", page.path())).await;
        assert_eq!((opened.path(), opened.html()), (page.path(), page.html()), "{end}");
    }
}

#[tokio::test]
async fn t057_a_storage_that_does_not_answer_is_a_503_that_says_when_to_come_back() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let page = walk_to(&mut browser, &world, &invitation, Step::SignIn).await;
    let form =
        page.form("/sign-in").fill("username", super::steps::USER).fill("password", super::steps::PASSWORD);
    for mood in [Mood::Down, Mood::NoWrites] {
        world.store.set(mood);
        let mut answers =
            vec![browser.submit_only(&form).await, browser.send(Method::POST, &link(&invitation), "").await];
        if matches!(mood, Mood::Down) {
            answers.push(browser.send(Method::GET, page.path(), "").await);
            answers.push(browser.send(Method::GET, &link(&invitation), "").await);
        }
        for answer in answers {
            is(&answer, 503, "Something went wrong on our side");
            assert_eq!(answer.header("retry-after"), "5");
            assert!(answer.body.contains(answer.header("x-request-id")), "the id to mention");
            assert!(!answer.body.contains("10.0.0.5") && !answer.body.contains("disk"));
        }
        world.store.set(Mood::Well);
    }
    assert_eq!(browser.get(page.path()).await.html(), page.html());
    assert!(world.connections().await.is_empty());
}

#[tokio::test]
async fn t127_a_panic_is_a_page_that_tells_nothing_of_it() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    world.store.set(Mood::Panics);
    let answer = browser.send(Method::GET, &link(&invitation), "").await;
    is(&answer, 500, "Something went wrong on our side");
    assert!(answer.body.contains(answer.header("x-request-id")));
    assert!(PANIC.split(' ').all(|word| word == "is" || !answer.body.contains(word)));
}

#[tokio::test]
async fn the_fallback_is_the_same_page_for_whatever_nothing_else_answers() {
    let world = World::new().await;
    let api = axum::Router::new().route("/ping", axum::routing::get(|| async { "pong" }));
    let all = api
        .merge(latchstring_pages::router(world.state.clone()))
        .fallback_service(latchstring_pages::fallback(&world.state));
    for path in ["/", "/wp-login.php", "/p", "/p/s/"] {
        let mut browser = Browser::new(&all);
        is(&browser.send(Method::GET, path, "").await, 404, "There is no page here");
    }
    let pong =
        all.oneshot(http::Request::get("/ping").body(axum::body::Body::empty()).unwrap()).await.unwrap();
    assert_eq!(pong.status(), StatusCode::OK);
}
