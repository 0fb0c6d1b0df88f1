//! Forms that providers declare, and what is said about a field before the provider is asked.

use http::StatusCode;
use latchstring_domain::answer_pattern::AnswerPattern;
use latchstring_domain::event::EventKind;
use latchstring_domain::provider::SignInMethod;
use latchstring_domain::sign_in::{Adornment, FieldKind, SelectOption, SignInField, SignInForm};

use super::steps::start;
use crate::browser::Browser;
use crate::world::World;

fn field(key: &str, kind: FieldKind, required: bool) -> SignInField {
    let option = |text: &str| SelectOption { value: text.to_lowercase(), label: text.to_owned() };
    let options =
        if kind == FieldKind::Select { vec![option("Home"), option("Business")] } else { Vec::new() };
    SignInField {
        key: key.to_owned(),
        label: key.to_owned(),
        help: None,
        kind,
        required,
        pattern: None,
        adornment: Adornment::default(),
        options,
    }
}

#[tokio::test]
async fn every_kind_of_field_is_shown_checked_given_back_and_taken() {
    let world = World::new().await;
    let provider = world
        .list_provider("Many Fields", "https://many.example", |provider| {
            provider.method = SignInMethod::Form;
            provider.form = SignInForm(vec![
                // A provider may use the name of our own proof.
                field("csrf", FieldKind::Text, true),
                field("mail", FieldKind::Email, true),
                field("number", FieldKind::Number, true),
                field("kind", FieldKind::Select, true),
                field("paperless", FieldKind::Boolean, true),
                field("password", FieldKind::Password, true),
                field("nick", FieldKind::Text, false),
            ]);
        })
        .await;
    let mut browser = Browser::new(&world.router);
    let invitation = world.invite().await;
    let page = start(&mut browser, &invitation).await;
    let page = browser.submit(&page.form("/provider").tick("provider", &provider.id.to_string())).await;
    let empty = browser.submit(&page.form("/sign-in")).await;
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
    for name in ["csrf", "mail", "number", "kind", "paperless", "password"] {
        assert!(empty.says(&format!("Fill in “{name}”.")), "{name}");
    }
    assert!(!empty.says("Fill in “nick”."));

    let mut wrong = page.form("/sign-in");
    for (name, value) in &mut wrong.fields[1..] {
        *value = match name.as_str() {
            "mail" => "dana@",
            "number" => "12a",
            "kind" => "Castle",
            "paperless" => "maybe",
            "nick" => return_long(),
            "password" => "pass word",
            _ => "mine",
        }
        .to_owned();
    }
    let page = browser.submit(&wrong).await;
    for words in [
        "Enter an e-mail address, like name@example.com.",
        "Enter a number in “number”.",
        "Choose one of the answers to “kind”.",
        "Choose one of the answers to “paperless”.",
        "“nick” is longer than any provider accepts.",
    ] {
        assert!(page.says(words), "{words}");
    }
    let given_back = page.form("/sign-in");
    assert_eq!((given_back.get("mail"), given_back.get("password")), (Some("dana@"), Some("")));
    assert_eq!(given_back.all("csrf")[1], "mine");
    assert!(!page.says("pass word"));

    let form = given_back.fill("mail", "dana@harbour.example").fill("number", "12 34-5").fill("kind", "home");
    let form = form.fill("paperless", "false").fill("password", "pass word").fill("nick", "");
    let page = browser.submit(&form).await;
    assert_eq!(page.heading(), "Choose what to share");
    assert!(world.event_kinds(&invitation).await.contains(&EventKind::SignedIn));
}

fn return_long() -> &'static str {
    const LONG: &str = match std::str::from_utf8(&[b'x'; 1001]) {
        Ok(text) => text,
        Err(_) => "",
    };
    LONG
}

#[tokio::test]
async fn a_provider_that_is_not_listed_is_taken_by_name_and_address() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &world.invite().await).await;
    let unlisted = |page: &crate::browser::Page| {
        page.forms().into_iter().find(|form| form.get("other_name").is_some()).unwrap()
    };
    let form = unlisted(&page);
    let unnamed = browser.submit(&form).await;
    assert_eq!(unnamed.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unnamed.says("Enter the provider’s name."));
    for bad in ["harbourheat", "http://heat.example", "https://10.0.0.5/", "javascript:alert(1)"] {
        let page =
            browser.submit(&form.clone().fill("other_name", "Harbour Heat").fill("other_url", bad)).await;
        assert!(page.says("Enter the whole address, starting with https://"), "{bad}");
        assert_eq!(unlisted(&page).get("other_url"), Some(bad), "what was typed is given back");
    }
    let form = form.fill("other_name", "Harbour Heat").fill("other_url", "https://www.heat.example/login");
    let page = browser.submit(&form).await;
    // By its domain and not by the name typed: the next one to type this address must not read a stranger's words.
    assert_eq!(page.heading(), "Sign in to heat.example");

    // Nobody else finds it in the list, where a recipient could have put any address under any name.
    let mut other = Browser::new(&world.router);
    let page = start(&mut other, &world.invite().await).await;
    let page = other.submit(&page.form(page.path()).fill("q", "heat")).await;
    assert!(page.says("No provider matches “heat”"));
}

#[tokio::test]
async fn a_search_narrows_by_name_and_country_and_shows_what_was_typed_as_text() {
    let world = World::new().await;
    let germany: latchstring_domain::country::Country = "DE".parse().unwrap();
    world
        .list_provider("Rheinkraft", "https://rheinkraft.example", |it| it.countries = [germany].into())
        .await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &world.invite().await).await;
    let search = page.form(page.path());
    assert!(page.says("Rheinkraft") && page.says("Sandbox Utility"), "the first few are suggested");
    let page = browser.submit(&search.clone().fill("q", "rhein")).await;
    assert!(page.says("Rheinkraft") && page.says("Germany") && !page.says("sandbox.example"));
    let page = browser.submit(&search.clone().fill("q", "rhein").fill("country", "FR")).await;
    assert!(page.says("No provider matches “rhein”"));
    let page = browser.submit(&search.fill("q", "<script>alert(1)</script>")).await;
    assert!(page.html().contains("&#60;script&#62;alert(1)") && !page.html().contains("<script>alert"));
    let nothing = browser.send(http::Method::POST, &format!("{}/provider", page.path()), "provider=x").await;
    assert_eq!(nothing.status, StatusCode::FORBIDDEN, "without its proof a form is nobody's");
}

#[tokio::test]
async fn an_answer_that_does_not_look_as_the_provider_writes_it_goes_nowhere() {
    let world = World::new().await;
    let meter = SignInField {
        pattern: Some(AnswerPattern::parse("AC-[0-9]{6}").unwrap()),
        help: Some("AC, a dash, and six digits.".to_owned()),
        ..field("meter", FieldKind::Text, false)
    };
    let provider = world
        .list_provider("Meters", "https://meters.example", |provider| {
            provider.method = SignInMethod::Form;
            provider.form = SignInForm(vec![meter.clone(), field("password", FieldKind::Password, true)]);
        })
        .await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &world.invite().await).await;
    let page = browser.submit(&page.form("/provider").tick("provider", &provider.id.to_string())).await;
    let form = page.form("/sign-in").fill("password", "secret");
    for wrong in ["AC-12345", "AC-1234567", "xAC-123456", "ac-123456"] {
        let page = browser.submit(&form.clone().fill("meter", wrong)).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(page.says("Check “meter”: it does not look as Meters writes it.") && page.says(wrong));
    }
    // It need not be filled in at all.
    let page = browser.submit(&form).await;
    assert_eq!(page.heading(), "Choose what to share");
}
