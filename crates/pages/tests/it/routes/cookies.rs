use http::{Method, StatusCode};
use latchstring_domain::flow_session::Step;

use super::steps::{start, walk_to};
use crate::browser::{Answer, Browser};
use crate::world::{World, link};

fn set_cookie(answer: &Answer) -> String {
    assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 1);
    answer.header("set-cookie").to_owned()
}

#[tokio::test]
async fn t048_the_cookie_is_as_narrow_as_a_browser_lets_it_be() {
    let world = World::new().await;
    let invitation = world.invite().await;
    for (dest, placement) in [("document", "SameSite=Lax"), ("iframe", "SameSite=None; Partitioned")] {
        let mut browser = Browser::with(&world.router, "sec-fetch-dest", dest);
        browser.get(&link(&invitation)).await;
        let answer = browser.send(Method::POST, &link(&invitation), "").await;
        let cookie = set_cookie(&answer);
        assert!(cookie.starts_with("__Host-latchstring-flow="), "{cookie}");
        let (value, attributes) = cookie.split_once("; ").unwrap();
        assert_eq!(attributes, format!("Path=/; Secure; HttpOnly; {placement}; Max-Age=3600"));
        let session = answer.header("location").strip_prefix("/p/s/").unwrap();
        assert!(value.contains(session) && !value.contains(&crate::world::token(&invitation)));
    }
}

#[tokio::test]
async fn t048_only_opening_a_link_sets_the_cookie() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.router);
    walk_to(&mut browser, &world, &world.invite().await, Step::Done).await;
    let setting: Vec<_> =
        browser.seen.iter().filter(|answer| answer.headers.contains_key("set-cookie")).collect();
    assert_eq!(setting.len(), 1);
    assert!(setting[0].path.starts_with("/p/i/"));
}

#[tokio::test]
async fn a_browser_keeps_the_last_five_sessions() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let mut paths = Vec::new();
    for _ in 0..7 {
        paths.push(start(&mut browser, &invitation).await.path().to_owned());
        let cookie =
            browser.seen.iter().rev().find(|answer| answer.headers.contains_key("set-cookie")).unwrap();
        assert!(set_cookie(cookie).len() < 4096);
    }
    for (place, path) in paths.iter().enumerate() {
        let expected = if place < 2 { StatusCode::GONE } else { StatusCode::OK };
        assert_eq!(browser.get(path).await.status(), expected, "{place}");
    }
}

#[tokio::test]
async fn what_is_not_an_entry_in_the_cookie_is_passed_over() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &world.invite().await).await;
    let (name, good) = browser.cookies.pop_first().unwrap();
    for (value, expected) in [
        (format!("~.~x.y~{good}"), StatusCode::OK),
        (format!("{good}~{}", "a.b~".repeat(50)), StatusCode::OK),
        (good.replace('.', ""), StatusCode::GONE),
        (format!("{good}x"), StatusCode::GONE),
        (String::new(), StatusCode::GONE),
    ] {
        browser.cookies.insert(name.clone(), value.clone());
        assert_eq!(browser.get(page.path()).await.status(), expected, "{value}");
    }
}

#[tokio::test]
async fn an_entry_that_fits_into_no_cookie_does_not_hinder_the_next_link() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &world.invite().await).await;
    let (name, good) = browser.cookies.pop_first().unwrap();
    let (id, _) = good.split_once('.').unwrap();
    browser.cookies.insert(name, format!("{id}.{}~{good}", "x".repeat(4000)));
    let next = start(&mut browser, &world.invite().await).await;
    assert_eq!(next.status(), StatusCode::OK);
    assert_eq!(
        browser.get(page.path()).await.status(),
        StatusCode::OK,
        "the session beside it is still held"
    );
}

#[tokio::test]
async fn without_its_cookie_a_session_says_nothing_about_itself() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &world.invite().await).await;
    let mut stranger = Browser::new(&world.router);
    let known = stranger.get(page.path()).await;
    let unknown = stranger.get("/p/s/01900000-0000-7000-8000-000000000099").await;
    assert_eq!((known.status(), known.heading().as_str()), (StatusCode::GONE, "This page is closed"));
    assert_eq!((known.status(), known.html()), (unknown.status(), unknown.html()));
    assert!(!known.says("Acme"));

    // A pass to another session opens no door here.
    start(&mut stranger, &world.invite().await).await;
    let (id, token) = stranger.cookies.values().next().unwrap().split_once('.').unwrap();
    let forged = format!("{}.{token}", page.path().rsplit('/').next().unwrap());
    assert!(!forged.starts_with(id));
    stranger.cookies.insert("__Host-latchstring-flow".to_owned(), forged);
    assert_eq!(stranger.get(page.path()).await.html(), known.html());
}
