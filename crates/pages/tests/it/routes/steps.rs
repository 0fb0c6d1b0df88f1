//! The usual steps of a walk.

use latchstring_domain::flow_session::Step;
use latchstring_domain::provider::Provider;
use latchstring_service::invitation::InvitationView;
use latchstring_service::portal::PortalLink;

use crate::browser::{Browser, Form, Page};
use crate::world::{World, link, portal_address, portal_token};

pub(crate) const USER: &str = "sandbox-username";
pub(crate) const PASSWORD: &str = latchstring_sign_in::sandbox::PASSWORD;

/// Opens the link and presses "Get started".
pub(crate) async fn start(browser: &mut Browser, invitation: &InvitationView) -> Page {
    start_at(browser, &link(invitation)).await
}

/// The same for the link at this path.
pub(crate) async fn start_at(browser: &mut Browser, path: &str) -> Page {
    let landing = browser.get(path).await;
    browser.submit(&landing.form(path)).await
}

/// Presses the sandbox in the list of providers.
pub(crate) async fn choose_sandbox(browser: &mut Browser, world: &World, page: &Page) -> Page {
    let form = page.form("/provider");
    let id = world.provider.id.to_string();
    assert!(form.buttons.contains(&("provider".to_owned(), id.clone())), "the sandbox is not listed");
    browser.submit(&form.tick("provider", &id)).await
}

pub(crate) async fn sign_in(browser: &mut Browser, page: &Page, user: &str, password: &str) -> Page {
    browser.submit(&page.form("/sign-in").fill("username", user).fill("password", password)).await
}

pub(crate) async fn answer(browser: &mut Browser, page: &Page, answer: &str) -> Page {
    let form = page.form("/challenge");
    let field = page
        .tags()
        .iter()
        .find(|tag| tag.get("id") == Some("field-answer"))
        .map(|tag| tag.get("name").unwrap().to_owned());
    let form = match field {
        Some(name) => form.fill(&name, answer),
        None => form.tick("choice", answer),
    };
    browser.submit(&form).await
}

/// Ticks the first site and electricity.
pub(crate) async fn choose_sites(browser: &mut Browser, world: &World, page: &Page) -> Page {
    let form = page.form("/sites").tick("site", &world.sites[0].id.to_string()).tick("type", "ELECTRICITY");
    browser.submit(&form).await
}

/// As far as this step.
pub(crate) async fn walk_to(
    browser: &mut Browser,
    world: &World,
    invitation: &InvitationView,
    step: Step,
) -> Page {
    let mut page = start(browser, invitation).await;
    if step == Step::Provider {
        return page;
    }
    page = choose_sandbox(browser, world, &page).await;
    if step == Step::SignIn {
        return page;
    }
    if step == Step::Challenge {
        return sign_in(browser, &page, "sandbox-mfa", PASSWORD).await;
    }
    page = sign_in(browser, &page, USER, PASSWORD).await;
    if step == Step::Sites {
        return page;
    }
    choose_sites(browser, world, &page).await
}

/// Opens a portal and presses "Get started".
pub(crate) async fn enter(browser: &mut Browser, portal: &PortalLink) -> Page {
    let landing = browser.get(&portal_address(portal)).await;
    browser.submit(&landing.form(&portal_token(portal))).await
}

/// The form of the flow that has this connector's button, with the button pressed.
pub(crate) fn button(page: &Page, provider: &Provider) -> Form {
    let wanted = ("provider".to_owned(), provider.id.to_string());
    let form = page.forms().into_iter().find(|form| form.buttons.contains(&wanted));
    form.unwrap_or_else(|| panic!("{} is not offered on {}", provider.name, page.heading()))
        .tick("provider", &wanted.1)
}

/// Presses this connector among what is offered.
pub(crate) async fn pick(browser: &mut Browser, page: &Page, provider: &Provider) -> Page {
    browser.submit(&button(page, provider)).await
}

/// Connects a connector that takes any user name and password, from the page that offers it.
pub(crate) async fn connect(browser: &mut Browser, page: &Page, provider: &Provider) -> Page {
    let page = pick(browser, page, provider).await;
    sign_in(browser, &page, USER, PASSWORD).await
}
