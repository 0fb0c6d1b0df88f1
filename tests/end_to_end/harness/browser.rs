use latchstring_tests::browser::{Browser, Key, Viewport};

use super::site::Site;

const DOOR: &str = r#"<!doctype html><html lang=en><meta name=viewport content="width=device-width">
<title>Door</title><style>body{margin:0;height:2000px} #below{margin-top:1200px} [hidden]{display:none}</style>
<h1>Knock</h1><noscript><p id=plain>without script</p></noscript>
<form method=post action=/open><input name=name><button id=enter>Come in</button></form>
<p><a id=tab href=/second target=_blank rel=opener>new tab</a></p>
<button id=below hidden>Below</button><p id=said></p>
<script>
setTimeout(() => { document.getElementById('below').hidden = false }, 50)
document.getElementById('below').onclick = event => {
  document.getElementById('said').textContent = event.isTrusted + ' ' + innerWidth + ' ' + devicePixelRatio
}
</script>"#;

fn pages(path: &str) -> Option<(&'static str, String)> {
    let html = match path {
        "/" => DOOR.to_owned(),
        "/open" => "<!doctype html><title>In</title><h1>Welcome</h1>".to_owned(),
        "/second" => "<!doctype html><h1>Second</h1>".to_owned(),
        "/foreign" => "<!doctype html><h1>Foreign</h1><img src=https://cdn.example/x.png>".to_owned(),
        "/covered" => "<!doctype html><button id=under onclick=\"this.textContent='pressed'\">under</button>
            <div style='position:fixed;inset:0' id=veil></div>
            <script>setTimeout(() => document.getElementById('veil').remove(), 100)</script>"
            .to_owned(),
        "/broken" => "<!doctype html><h1>Broken</h1><script>nonsense()</script>".to_owned(),
        "/cookie" => return Some(("set-cookie: seen=1\r\n", "<!doctype html><h1>Cookie</h1>".to_owned())),
        "/inner" => "<!doctype html><style>body{margin:0}</style><button id=in>in</button><input id=field>
            <script>document.getElementById('in').onclick = () => parent.postMessage('pressed', '*')</script>"
            .to_owned(),
        outer if outer.starts_with("/outer?") => format!(
            "<!doctype html><h1>Outer</h1><iframe src='http://127.0.0.1:{}/inner' style='margin:40px'></iframe>
            <script>onmessage = event => document.body.append(event.data + ' from ' + event.origin)</script>",
            outer.trim_start_matches("/outer?")
        ),
        _ => return None,
    };
    Some(("", html))
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn a_form_is_filled_and_sent_by_pressing_and_typing() {
    let site = Site::start(pages).await;
    let browser = Browser::start().await.unwrap();
    let page = browser.page(Viewport::Desktop).await.unwrap();
    page.goto(&site.url("127.0.0.1", "/")).await.unwrap();
    assert_eq!(page.text("h1").await.unwrap(), "Knock");
    page.enter("[name=name]", "Ana & José").await.unwrap();
    assert_eq!(page.get("[name=name]", "value").await.unwrap(), "Ana & José");
    page.follow("#enter").await.unwrap();
    assert_eq!(page.text("h1").await.unwrap(), "Welcome");
    assert_eq!(page.url().await.unwrap(), site.url("127.0.0.1", "/open"));
    assert_eq!(site.posted(), ["name=Ana+%26+Jos%C3%A9"]);
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn what_appears_late_and_below_the_fold_is_waited_for_scrolled_to_and_pressed() {
    let site = Site::start(pages).await;
    let browser = Browser::start().await.unwrap();
    let page = browser.page(Viewport::Phone).await.unwrap();
    page.goto(&site.url("127.0.0.1", "/")).await.unwrap();
    page.click("#below").await.unwrap();
    page.wait_for_text("true 360 2").await.unwrap();
    assert_eq!(page.evaluate("Promise.resolve(scrollY > 0)").await.unwrap(), true);
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn a_covered_button_is_pressed_when_it_is_free() {
    let site = Site::start(pages).await;
    let browser = Browser::start().await.unwrap();
    let page = browser.page(Viewport::Phone).await.unwrap();
    page.goto(&site.url("127.0.0.1", "/covered")).await.unwrap();
    page.click("#under").await.unwrap();
    assert_eq!(page.text("#under").await.unwrap(), "pressed");
    assert_eq!(page.count("#veil").await.unwrap(), 0);
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn keys_go_where_the_focus_is() {
    let site = Site::start(pages).await;
    let browser = Browser::start().await.unwrap();
    let page = browser.page(Viewport::Desktop).await.unwrap();
    page.goto(&site.url("127.0.0.1", "/")).await.unwrap();
    page.press(Key::Tab).await.unwrap();
    page.press(Key::Tab).await.unwrap();
    assert_eq!(page.evaluate("document.activeElement.id").await.unwrap(), "enter");
    page.press(Key::Enter).await.unwrap();
    page.wait_for_text("Welcome").await.unwrap();
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn without_javascript_the_same_words_find_press_and_type() {
    let site = Site::start(pages).await;
    let browser = Browser::start().await.unwrap();
    let page = browser.page(Viewport::Phone).await.unwrap();
    page.set_javascript(false).await.unwrap();
    page.goto(&site.url("127.0.0.1", "/")).await.unwrap();
    assert_eq!(page.text("#plain").await.unwrap(), "without script");
    page.enter("[name=name]", "Ana").await.unwrap();
    page.follow("#enter").await.unwrap();
    page.wait_for_text("Welcome").await.unwrap();
    assert_eq!(site.posted(), ["name=Ana"]);

    page.set_javascript(true).await.unwrap();
    page.goto(&site.url("127.0.0.1", "/")).await.unwrap();
    assert_eq!(page.count("#plain").await.unwrap(), 0);
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn a_screenshot_shows_the_whole_page_in_the_device_s_pixels() {
    let site = Site::start(pages).await;
    let browser = Browser::start().await.unwrap();
    let page = browser.page(Viewport::Phone).await.unwrap();
    page.goto(&site.url("127.0.0.1", "/")).await.unwrap();
    let png = std::fs::read(page.screenshot("harness-phone").await.unwrap()).unwrap();
    assert_eq!(&png[1..4], b"PNG");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!(number(16), 2 * 360);
    assert!(number(20) >= 2 * 2000, "{}", number(20));
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn requests_to_other_hosts_are_seen_and_lead_nowhere() {
    let site = Site::start(pages).await;
    let browser = Browser::start().await.unwrap();
    let page = browser.page(Viewport::Desktop).await.unwrap();
    page.goto(&site.url("localhost", "/foreign")).await.unwrap();
    let home = site.url("localhost", "").replace("http://", "");
    assert_eq!(browser.requested_hosts(), ["cdn.example".to_owned(), home]);
    assert_eq!(page.get("img", "naturalWidth").await.unwrap(), 0);
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn an_uncaught_exception_is_a_complaint() {
    let site = Site::start(pages).await;
    let browser = Browser::start().await.unwrap();
    let page = browser.page(Viewport::Desktop).await.unwrap();
    page.goto(&site.url("127.0.0.1", "/second")).await.unwrap();
    page.goto(&site.url("127.0.0.1", "/broken")).await.unwrap();
    let complaints = browser.complaints();
    assert!(
        complaints.iter().any(|complaint| complaint.contains("nonsense is not defined")),
        "{complaints:?}"
    );
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn a_visitor_has_cookies_of_their_own() {
    let site = Site::start(pages).await;
    let browser = Browser::start().await.unwrap();
    let first = browser.page(Viewport::Desktop).await.unwrap();
    first.goto(&site.url("127.0.0.1", "/cookie")).await.unwrap();
    let same = browser.page(Viewport::Desktop).await.unwrap();
    same.goto(&site.url("127.0.0.1", "/second")).await.unwrap();
    assert_eq!(same.evaluate("document.cookie").await.unwrap(), "seen=1");
    let other = browser.visitor(Viewport::Desktop).await.unwrap();
    other.goto(&site.url("127.0.0.1", "/second")).await.unwrap();
    assert_eq!(other.evaluate("document.cookie").await.unwrap(), "");
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn a_frame_of_another_site_is_entered_and_pressed() {
    let site = Site::start(pages).await;
    let browser = Browser::start().await.unwrap();
    let page = browser.page(Viewport::Desktop).await.unwrap();
    let port = site.url("", "").trim_start_matches("http://:").to_owned();
    page.goto(&site.url("localhost", &format!("/outer?{port}"))).await.unwrap();
    let frame = page.frame("/inner").await.unwrap();
    frame.enter("#field", "inside").await.unwrap();
    assert_eq!(frame.get("#field", "value").await.unwrap(), "inside");
    frame.click("#in").await.unwrap();
    page.wait_for_text(&format!("pressed from {}", site.url("127.0.0.1", ""))).await.unwrap();
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn a_new_tab_is_a_page_like_another() {
    let site = Site::start(pages).await;
    let browser = Browser::start().await.unwrap();
    let page = browser.page(Viewport::Desktop).await.unwrap();
    page.goto(&site.url("127.0.0.1", "/")).await.unwrap();
    page.click("#tab").await.unwrap();
    let popup = page.popup().await.unwrap();
    popup.wait_for_text("Second").await.unwrap();
    assert_eq!(popup.url().await.unwrap(), site.url("127.0.0.1", "/second"));
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn an_address_where_nobody_answers_is_an_error() {
    let browser = Browser::start().await.unwrap();
    let page = browser.page(Viewport::Desktop).await.unwrap();
    let error = page.goto("http://nobody.example/").await.unwrap_err();
    assert!(error.to_string().contains("ERR_NAME_NOT_RESOLVED"), "{error}");
}
