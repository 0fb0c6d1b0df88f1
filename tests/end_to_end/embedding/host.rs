//! The site around: the example of the documentation, at `localhost`, which to a browser is another site than `127.0.0.1`.

use std::time::Duration;

use anyhow::{Context as _, Result};
use latchstring_tests::browser::Page;
use latchstring_tests::workspace_root;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::harness::site::Site;
use crate::world::{World, link};

const PATIENCE: Duration = Duration::from_secs(20);

/// The address of the server in the example.
const EXAMPLE: &str = "http://127.0.0.1:8080";

pub(super) const IN_FRAME: &str = "[value=frame]";
pub(super) const IN_WINDOW: &str = "[value=popup]";

/// A deployment, and a site that shows its links.
pub(super) struct Host {
    pub(super) world: World,
    pub(super) site: Site,
    pub(super) invitation: Value,
}

impl Host {
    /// One whose workspace lets the site embed.
    pub(super) async fn new() -> Result<Self> {
        let world = World::sqlite().await?;
        let site = site(world.server.base_url()).await?;
        let origin = site.url("localhost", "");
        world.admin_cli(&["workspace", "set", "--allow-origin", &origin])?;
        let invitation = world.invite(json!({})).await?;
        Ok(Self { world, site, invitation })
    }

    /// The site with the link behind its `#`, at this name of the machine.
    pub(super) fn url(&self, name: &str) -> Result<String> {
        self.url_for(name, &link(&self.invitation, self.world.server.base_url())?)
    }

    pub(super) fn url_for(&self, name: &str, link: &str) -> Result<String> {
        Ok(format!("{}#{link}", self.site.url(name, "/")))
    }
}

/// The site of the example for this server. `/around?` shows what follows in a frame, and `/element?` does with the element.
pub(crate) async fn site(server: &str) -> Result<Site> {
    let file = workspace_root().join("docs/examples/embed/index.html");
    let example = std::fs::read_to_string(file)?;
    assert!(example.contains(EXAMPLE), "the example names a server");
    let (example, server) = (example.replace(EXAMPLE, server), server.to_owned());
    let site = Site::start(move |path| {
        let html = match path.split_once('?') {
            None if path == "/" => example.clone(),
            Some(("/around", inside)) => format!("<!doctype html><h1>Around</h1><iframe width=800 height=700 src='{inside}'></iframe>"),
            Some(("/element", link)) => format!(
                "<!doctype html><script src='{server}/embed.js'></script><h1>Element</h1>
                <latchstring-connect url='{link}' title='Your utility'></latchstring-connect><pre id=log></pre>
                <script>for (const name of ['ready', 'step', 'connected', 'error', 'exit'])
                document.querySelector('latchstring-connect').addEventListener(name,
                  ({{ detail }}) => {{ document.getElementById('log').textContent += `${{name}} ${{JSON.stringify(detail)}}\\n`; }})</script>"
            ),
            _ => return None,
        };
        Some(("", html))
    });
    Ok(site.await)
}

/// What the site was told so far, an event a line.
pub(super) async fn told(page: &Page) -> Result<String> {
    let told = page.get("#log", "textContent").await?;
    Ok(told.as_str().context("a text")?.to_owned())
}

/// Waits until the frame is as high as the page in it, so that nothing moves any more.
pub(crate) async fn fits(frame: &Page, around: &Page) -> Result<()> {
    const NEXT_PICTURE: &str =
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))";
    let fit = async {
        loop {
            let content = "Math.ceil(document.querySelector('.stage').getBoundingClientRect().height)";
            if frame.evaluate(content).await? == around.get("iframe", "clientHeight").await? {
                return Ok(());
            }
            around.evaluate(NEXT_PICTURE).await?;
        }
    };
    timeout(PATIENCE, fit).await.context("the frame does not fit its page")?
}

/// From the first page of the link to the last, in a frame, a window or a tab, with the site around hearing of each.
pub(super) async fn walk(page: &Page, around: &Page) -> Result<()> {
    let at = async |step: &str| {
        around.wait_for_text(&format!("step {{\"step\":\"{step}\"}}")).await?;
        if page.is_frame() { fits(page, around).await } else { Ok(()) }
    };
    at("landing").await?;
    page.follow("main form button[type=submit]").await?;
    at("provider").await?;
    page.follow("form[action$='/provider'] button[type=submit]").await?;
    at("sign-in").await?;
    page.enter("[name=username]", "sandbox-username").await?;
    page.enter("[name=password]", "sandbox-password").await?;
    page.follow("form[action$='/sign-in'] button[type=submit]").await?;
    at("sites").await?;
    page.follow("form[action$='/sites'] button[type=submit]").await?;
    page.wait_for_text("Thanks for connecting your utility account!").await?;
    around.wait_for_text("connected").await
}

/// What the site is told of a walk that nothing went wrong in, up to its end.
pub(super) async fn story(host: &Host) -> Result<String> {
    let connections = host.world.connections().await?;
    let id = connections.last().and_then(|made| made["id"].as_str()).context("a connection")?;
    let steps = ["landing", "provider", "sign-in", "sites", "done"]
        .map(|step| format!("step {{\"step\":\"{step}\"}}\n"));
    Ok(format!("ready {{}}\n{}connected {{\"connectionId\":\"{id}\"}}\n", steps.concat()))
}
