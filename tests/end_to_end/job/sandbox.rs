//! Every user of the sandbox in a real browser: each outcome has its own words, and its own way on.

use anyhow::Result;
use latchstring_tests::browser::{Browser, Page, Viewport};
use serde_json::json;

use crate::world::{World, link};

const SEND: &str = "form[action$='/sign-in'] button[type=submit]";
const ANSWER: &str = "form[action$='/challenge'] button:not([name])[type=submit]";
const SITES: &str = "form[action$='/sites']";

struct Visit<'a> {
    page: &'a Page,
    link: &'a str,
}

impl Visit<'_> {
    /// To the sign-in form, whatever came before, and through it with this user.
    async fn sign_in(&self, user: &str) -> Result<()> {
        self.page.goto(self.link).await?;
        self.page.follow("main form button[type=submit]").await?;
        self.page.follow("form[action$='/provider'] button[type=submit]").await?;
        self.send(user, "sandbox-password").await
    }

    async fn send(&self, user: &str, password: &str) -> Result<()> {
        self.page.evaluate("document.querySelector('[name=username]').value = ''").await?;
        self.page.enter("[name=username]", user).await?;
        self.page.enter("[name=password]", password).await?;
        self.page.follow(SEND).await
    }

    async fn answer(&self, field: &str, answer: &str) -> Result<()> {
        self.page.enter(&format!("[name={field}]"), answer).await?;
        self.page.follow(ANSWER).await
    }

    async fn shot(&self, name: &str) -> Result<()> {
        self.page.screenshot(&format!("sandbox-{name}")).await.map(drop)
    }

    async fn says(&self, words: &[&str]) -> Result<()> {
        for word in words {
            self.page.wait_for_text(word).await?;
        }
        // Whose page it is, in sight on every one of them.
        self.page.wait_for_text("sandbox.example").await
    }
}

async fn challenges(visit: &Visit<'_>) -> Result<()> {
    visit.sign_in("sandbox-mfa").await?;
    visit.says(&["Enter the code", "the phone ending 42"]).await?;
    assert_eq!(visit.page.get("[name=code]", "autocomplete").await?, "one-time-code");
    assert_eq!(visit.page.count("[name=another_way]").await?, 0, "there is no other way");
    visit.answer("code", "000000").await?;
    visit.says(&["That code did not work.", "2 tries left."]).await?;
    visit.answer("code", "000000").await?;
    visit.says(&["One try left. After that you start again."]).await?;
    visit.shot("mfa-last-try").await?;
    visit.answer("code", "000000").await?;
    visit.says(&["ended its check", "Sign in again"]).await?;
    visit.send("sandbox-mfa", "sandbox-password").await?;
    visit.answer("code", "123456").await?;
    visit.page.wait_for(SITES).await?;

    visit.sign_in("sandbox-mfa-choice").await?;
    visit.says(&["How do you want to get your code?", "Text message to the phone ending 42"]).await?;
    visit.page.click("[name=choice][value=phone]").await?;
    visit.page.follow(ANSWER).await?;
    visit.says(&["the phone ending 42", "Choose another way"]).await?;
    visit.shot("mfa-another-way").await?;
    visit.page.follow("[name=another_way]").await?;
    visit.page.click("[name=choice][value=email]").await?;
    visit.page.follow(ANSWER).await?;
    visit.says(&["s•••@sandbox.example"]).await?;
    visit.answer("code", "123456").await?;
    visit.page.wait_for(SITES).await?;

    visit.sign_in("sandbox-question").await?;
    visit.says(&["What was the name of your first pet?"]).await?;
    visit.answer("answer", "Rex").await?;
    visit.says(&["That answer did not work", "2 tries left."]).await?;
    visit.page.follow("button[form=restart]").await?;
    visit.says(&["Is this your provider?"]).await?;

    visit.sign_in("sandbox-new-password").await?;
    visit.says(&["Choose a new password", "At least 12 characters"]).await?;
    assert_eq!(visit.page.get("[name=new_password]", "autocomplete").await?, "new-password");
    visit.answer("new_password", "short").await?;
    visit.says(&["did not accept that password"]).await?;
    visit.answer("new_password", "a long new password").await?;
    visit.page.wait_for(SITES).await
}

async fn refusals(visit: &Visit<'_>) -> Result<()> {
    visit.sign_in("sandbox-locked").await?;
    visit.says(&["has locked this account", "Unlock it at sandbox.example"]).await?;
    visit.shot("locked").await?;
    visit.send("nobody", "sandbox-password").await?;
    visit.says(&["That password did not work", "Check the user name too"]).await?;
    visit.send("sandbox-down", "sandbox-password").await?;
    visit.page.wait_for_text("is not answering").await?;
    visit.page.wait_for_text("This is not about your password, and we did not save anything.").await?;
    visit.shot("down").await?;
    visit.page.follow("main a.button").await?;
    visit.send("sandbox-no-accounts", "sandbox-password").await?;
    visit.page.wait_for(SITES).await?;
    visit.sign_in("sandbox-later-expired").await?;
    visit.page.wait_for(SITES).await
}

/// Presses the button and watches what becomes of the page until the next one comes. It has to be asked at once and within
/// the page: while the next one is on its way, a browser answers no further question about this one.
const WATCH: &str = r#"new Promise(done => {
    const seen = {};
    const look = () => {
        const text = document.body.innerText;
        if (!text.includes('Signing in to Sandbox Utility…')) return;
        seen.typed ??= document.querySelector('[name=password]').value;
        if (text.includes('Some providers take up to a minute. You can leave this open.')) done(seen);
    };
    new MutationObserver(look).observe(document.body, {subtree: true, childList: true, attributes: true});
    document.querySelector("form[action$='/sign-in'] button[type=submit]").click();
})"#;

/// The button says what is going on, and after eight seconds that it may take longer.
async fn waiting(visit: &Visit<'_>) -> Result<()> {
    let page = visit.page;
    page.goto(visit.link).await?;
    page.follow("main form button[type=submit]").await?;
    page.follow("form[action$='/provider'] button[type=submit]").await?;
    page.enter("[name=username]", "sandbox-slow").await?;
    page.enter("[name=password]", "sandbox-password").await?;
    assert_eq!(page.evaluate(WATCH).await?, json!({"typed": ""}), "t097 what was typed has left the page");
    page.wait_for(SITES).await
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn t097_every_user_of_the_sandbox_on_a_phone() -> Result<()> {
    let world = World::sqlite().await?;
    let browser = Browser::start().await?;
    let invitation = world.invite(json!({})).await?;
    let link = link(&invitation, world.server.base_url())?;
    let page = browser.visitor(Viewport::Phone).await?;
    let visit = Visit { page: &page, link: &link };

    visit.sign_in("sandbox-username").await?;
    page.wait_for(SITES).await?;
    let kept = "JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])";
    assert_eq!(page.evaluate(kept).await?, r#"[[],[],""]"#, "t097 nothing is kept where scripts find it");
    challenges(&visit).await?;
    refusals(&visit).await?;
    waiting(&visit).await?;
    assert_eq!(world.connections().await?.len(), 0, "nobody has connected anything");
    Ok(())
}

/// What a password manager goes by: a real form, its fields named, the account's name before the password, and pasting.
#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn t097_a_password_manager_can_fill_the_form() -> Result<()> {
    let world = World::sqlite().await?;
    let browser = Browser::start().await?;
    let invitation = world.invite(json!({})).await?;
    let page = browser.visitor(Viewport::Phone).await?;
    page.goto(&link(&invitation, world.server.base_url())?).await?;
    page.follow("main form button[type=submit]").await?;
    page.follow("form[action$='/provider'] button[type=submit]").await?;
    for (field, autocomplete) in [("username", "username"), ("password", "current-password")] {
        let selector = format!("form[action$='/sign-in'][method=post] [name={field}]");
        assert_eq!(page.get(&selector, "autocomplete").await?, autocomplete);
    }
    let paste = "['username', 'password'].map(name => document.querySelector(`[name=${name}]`).dispatchEvent(
        new ClipboardEvent('paste', { bubbles: true, cancelable: true })))";
    assert_eq!(page.evaluate(paste).await?, json!([true, true]), "nothing keeps anybody from pasting");
    page.enter("[name=password]", "sandbox-password").await?;
    page.click("[data-reveal]").await?;
    assert_eq!(page.get("[name=password]", "type").await?, "text");
    page.click("[data-reveal]").await?;
    assert_eq!(page.get("[name=password]", "type").await?, "password");
    Ok(())
}
