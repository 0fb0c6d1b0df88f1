//! One page, or one cross-site frame of it, and what a person does with it.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::Viewport;
use super::connection::Connection;
use super::journal::Target;
use super::look::attached;

/// A key with a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Submits a form, presses a button or a link.
    Enter,
    /// Leaves a dialog.
    Escape,
    /// Presses a button, ticks a box.
    Space,
    /// Goes to the next control.
    Tab,
}

/// A page in a browser, or a frame inside one whose site is another than its parent's.
///
/// Selectors are CSS. Everything that names one waits until there is such an element, at most twenty seconds.
#[derive(Debug, Clone)]
pub struct Page {
    pub(super) connection: Arc<Connection>,
    pub(super) target: String,
    pub(super) session: String,
    /// The page this is a frame of.
    pub(super) parent: Option<Box<Page>>,
}

impl Page {
    pub(super) async fn open(
        connection: &Arc<Connection>,
        viewport: Viewport,
        target: Value,
    ) -> Result<Self> {
        let events = connection.events();
        let created = connection.call(None, "Target.createTarget", target).await?;
        let id = created.get("targetId").and_then(Value::as_str).context("no targetId")?;
        let target = attached(connection, events, "the new page", |target| target.id == id).await?;
        let page = Self::of(connection, target, None);
        page.resize(viewport).await?;
        Ok(page)
    }

    fn of(connection: &Arc<Connection>, target: Target, parent: Option<Box<Self>>) -> Self {
        Self { connection: Arc::clone(connection), target: target.id, session: target.session, parent }
    }

    /// Gives the page this size; a popup begins with the browser's own.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn resize(&self, viewport: Viewport) -> Result<()> {
        let (width, height, scale, phone) = match viewport {
            Viewport::Phone => (360, 640, 2, true),
            Viewport::Desktop => (1152, 648, 1, false),
        };
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": scale, "mobile": phone});
        self.call("Emulation.setDeviceMetricsOverride", metrics).await?;
        self.call("Emulation.setTouchEmulationEnabled", json!({"enabled": phone})).await?;
        Ok(())
    }

    /// Has the page see a person who prefers dark pages, or light ones.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn prefer_dark(&self, dark: bool) -> Result<()> {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.call("Emulation.setEmulatedMedia", json!({"features": features})).await?;
        Ok(())
    }

    /// Switches the page's own JavaScript on or off, from the next load on.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn set_javascript(&self, on: bool) -> Result<()> {
        self.call("Emulation.setScriptExecutionDisabled", json!({"value": !on})).await?;
        Ok(())
    }

    /// Brings the page before the others of its browser, as pressing its tab does.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn to_front(&self) -> Result<()> {
        self.page().call("Page.bringToFront", json!({})).await?;
        Ok(())
    }

    /// Goes to an address and waits until it has loaded.
    ///
    /// # Errors
    /// When there is no answer there, or it does not finish loading.
    pub async fn goto(&self, url: &str) -> Result<()> {
        let mut events = self.connection.events();
        let answer = self.call("Page.navigate", json!({"url": url})).await?;
        if let Some(error) = answer.get("errorText").and_then(Value::as_str) {
            bail!("{url}: {error}");
        }
        self.loaded(&mut events, url).await
    }

    /// Goes one page back, as the browser's own button does, and waits until that has loaded.
    ///
    /// # Errors
    /// When there is none, or it does not finish loading.
    pub async fn back(&self) -> Result<()> {
        let mut events = self.connection.events();
        let (entries, current) = self.entries().await?;
        let before = current.checked_sub(1).and_then(|at| entries.get(at)).context("no page before")?;
        let id = before.get("id").context("no id of an entry")?;
        self.call("Page.navigateToHistoryEntry", json!({"entryId": id})).await?;
        self.loaded(&mut events, "the page before").await
    }

    /// The addresses of the tab's history, the oldest first.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn history(&self) -> Result<Vec<String>> {
        let (entries, _) = self.entries().await?;
        let url = |entry: &Value| entry.get("url").and_then(Value::as_str).map(ToOwned::to_owned);
        Ok(entries.iter().filter_map(url).collect())
    }

    async fn entries(&self) -> Result<(Vec<Value>, usize)> {
        let answer = self.call("Page.getNavigationHistory", json!({})).await?;
        let current =
            answer.get("currentIndex").and_then(Value::as_u64).context("no place in the history")?;
        let entries = answer.get("entries").and_then(Value::as_array).context("no history")?;
        Ok((entries.clone(), usize::try_from(current)?))
    }

    /// Presses what the selector finds and waits until the page this leads to has loaded.
    ///
    /// # Errors
    /// When there is nothing to press, or nothing loads.
    pub async fn follow(&self, selector: &str) -> Result<()> {
        let mut events = self.connection.events();
        self.click(selector).await?;
        self.loaded(&mut events, selector).await
    }

    /// Presses the middle of what the selector finds, with the mouse, once it can be seen and nothing lies on top.
    ///
    /// # Errors
    /// When there is no such element in time.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let place = self.resting_place(selector).await?;
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": place.x, "y": place.y, "button": "left", "clickCount": 1});
            self.page().call("Input.dispatchMouseEvent", event).await?;
        }
        Ok(())
    }

    /// Presses a field and enters a text there, after what it holds.
    ///
    /// # Errors
    /// When no such field can be seen in time.
    pub async fn enter(&self, selector: &str, text: &str) -> Result<()> {
        self.click(selector).await?;
        self.type_text(text).await
    }

    /// Enters a text where the focus is.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        self.page().call("Input.insertText", json!({"text": text})).await?;
        Ok(())
    }

    /// Presses a key where the focus is.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn press(&self, key: Key) -> Result<()> {
        let (name, code, number, text) = match key {
            Key::Enter => ("Enter", "Enter", 13, "\r"),
            Key::Escape => ("Escape", "Escape", 27, ""),
            Key::Space => (" ", "Space", 32, " "),
            Key::Tab => ("Tab", "Tab", 9, ""),
        };
        for (kind, text) in [("keyDown", text), ("keyUp", "")] {
            let event = json!({"type": kind, "key": name, "code": code, "windowsVirtualKeyCode": number, "text": text});
            self.page().call("Input.dispatchKeyEvent", event).await?;
        }
        Ok(())
    }

    /// Whether it is a frame in another page.
    #[must_use]
    pub const fn is_frame(&self) -> bool {
        self.parent.is_some()
    }

    /// Waits until the selector finds something.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn wait_for(&self, selector: &str) -> Result<()> {
        self.until(selector, async || self.find(selector).await).await.map(drop)
    }

    /// Waits until the page's visible text has these words in it.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn wait_for_text(&self, words: &str) -> Result<()> {
        let look = async || {
            let text = self.property("body", "innerText").await?;
            Ok(text.filter(|text| text.as_str().is_some_and(|text| text.contains(words))))
        };
        self.until(&format!("the words {words:?}"), look).await.map(drop)
    }

    /// The visible text of what the selector finds.
    ///
    /// # Errors
    /// When it finds nothing in time.
    pub async fn text(&self, selector: &str) -> Result<String> {
        let text = self.until(selector, async || self.property(selector, "innerText").await).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// A property of what the selector finds, such as `value`, `checked`, `href` or `lang`.
    ///
    /// # Errors
    /// When it finds nothing in time.
    pub async fn get(&self, selector: &str, property: &str) -> Result<Value> {
        self.until(selector, async || self.property(selector, property).await).await
    }

    /// How many elements the selector finds now.
    ///
    /// # Errors
    /// When it is no selector.
    pub async fn count(&self, selector: &str) -> Result<usize> {
        let root = self.root().await?;
        let query = json!({"nodeId": root, "selector": selector});
        let found = self.call("DOM.querySelectorAll", query).await?;
        Ok(found.get("nodeIds").and_then(Value::as_array).map_or(0, Vec::len))
    }

    /// The address that the page is at.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn url(&self) -> Result<String> {
        let tree = self.call("Page.getFrameTree", json!({})).await?;
        let url = tree.pointer("/frameTree/frame/url").and_then(Value::as_str).context("no address")?;
        Ok(url.to_owned())
    }

    /// The value of a JavaScript expression in the page; a promise is awaited.
    ///
    /// # Errors
    /// When it throws, or has no value that JSON can carry.
    pub async fn evaluate(&self, expression: &str) -> Result<Value> {
        let ask = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let answer = self.call("Runtime.evaluate", ask).await?;
        if let Some(thrown) = answer.pointer("/exceptionDetails") {
            bail!("{expression}: {thrown}");
        }
        Ok(answer.pointer("/result/value").cloned().unwrap_or(Value::Null))
    }

    /// A picture of the whole page, however long, as a PNG with `scale` pixels for one of the page's own.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn picture(&self, scale: f64) -> Result<Vec<u8>> {
        let metrics = self.call("Page.getLayoutMetrics", json!({})).await?;
        let size = metrics.get("cssContentSize").context("no content size")?;
        let clip =
            json!({"x": 0, "y": 0, "width": size.get("width"), "height": size.get("height"), "scale": scale});
        let ask =
            json!({"format": "png", "captureBeyondViewport": true, "clip": clip, "optimizeForSpeed": true});
        let answer = self.call("Page.captureScreenshot", ask).await?;
        let data = answer.get("data").and_then(Value::as_str).context("no picture")?;
        Ok(STANDARD.decode(data)?)
    }

    /// Writes that picture to `target/screenshots/<name>.png`, and returns its path.
    ///
    /// # Errors
    /// When the browser refuses or the file cannot be written.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let folder = crate::environment::workspace_root().join("target/screenshots");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(name).with_extension("png");
        std::fs::write(&path, self.picture(1.0).await?)?;
        Ok(path)
    }

    /// Waits for a frame of another site whose address contains this text.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn frame(&self, address: &str) -> Result<Self> {
        let events = self.connection.events();
        let wanted = |target: &Target| target.kind == "iframe" && target.url.contains(address);
        let target = attached(&self.connection, events, address, wanted).await?;
        Ok(Self::of(&self.connection, target, Some(Box::new(self.clone()))))
    }

    /// Waits for the page that this one opened: a new tab or a popup.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn popup(&self) -> Result<Self> {
        let events = self.connection.events();
        let wanted = |target: &Target| target.opener.as_deref() == Some(self.page().target.as_str());
        let target = attached(&self.connection, events, "a popup", wanted).await?;
        Ok(Self::of(&self.connection, target, None))
    }
}
