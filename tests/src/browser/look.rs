//! How a page is looked at: again at each of its events, until it is what a test waits for.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::timeout;

use super::connection::{CallError, Connection, Event, PATIENCE};
use super::journal::Target;
use super::page::Page;
use super::point::{self, Point};

/// Not yet, or an answer.
pub(super) type Look<T> = Result<Option<T>, CallError>;

/// Whether a press at this place reaches the element, itself or by a label of it.
const IS_HIT: &str = "function (x, y) {
    const hit = this.ownerDocument.elementFromPoint(x, y)
    return this.contains(hit) || (hit?.closest('label')?.control ?? null) === this
}";

impl Page {
    pub(super) async fn call(&self, method: &str, params: Value) -> Result<Value, CallError> {
        self.connection.call(Some(&self.session), method, params).await
    }

    /// The page that has the mouse and the keyboard.
    pub(super) fn page(&self) -> &Self {
        self.parent.as_deref().map_or(self, Self::page)
    }

    /// Looks again at each event about this page until there is an answer.
    pub(super) async fn until<T>(&self, what: &str, look: impl AsyncFn() -> Look<T>) -> Result<T> {
        let mut events = self.connection.events();
        let mut last = None;
        let looking = async {
            loop {
                match look().await {
                    Ok(Some(answer)) => return Ok(answer),
                    Ok(None) => last = None,
                    // The page moved on while we looked; its next event is reason to look again.
                    Err(error @ CallError::Refused { .. }) => last = Some(error),
                    Err(error) => return Err(error.into()),
                }
                self.next(&mut events, |_| true).await?;
            }
        };
        match timeout(PATIENCE, looking).await {
            Ok(answer) => answer,
            Err(_) => {
                let url = self.url().await.unwrap_or_default();
                let text = self.property("body", "innerText").await.ok().flatten().unwrap_or_default();
                bail!("waited in vain for {what} at {url} ({last:?}); the page says: {text}")
            }
        }
    }

    /// The next event about this page that is wanted.
    async fn next(&self, events: &mut Receiver<Event>, wanted: impl Fn(&Event) -> bool) -> Result<()> {
        loop {
            match events.recv().await {
                Ok(event) if event.session.as_deref() == Some(&self.session) && wanted(&event) => {
                    return Ok(());
                }
                Ok(_) => {}
                // Some were missed, perhaps a wanted one: look.
                Err(RecvError::Lagged(_)) => return Ok(()),
                Err(RecvError::Closed) => bail!("the browser has gone"),
            }
        }
    }

    pub(super) async fn loaded(&self, events: &mut Receiver<Event>, what: &str) -> Result<()> {
        let load = self.next(events, |event| event.method == "Page.loadEventFired");
        timeout(PATIENCE, load).await.with_context(|| format!("{what}: nothing has loaded"))?
    }

    pub(super) async fn root(&self) -> Result<Value, CallError> {
        // The whole tree: Chromium reports changes only of nodes that it has shown.
        let document = self.call("DOM.getDocument", json!({"depth": -1, "pierce": true})).await?;
        Ok(document.pointer("/root/nodeId").cloned().unwrap_or(Value::Null))
    }

    pub(super) async fn find(&self, selector: &str) -> Look<Value> {
        let query = json!({"nodeId": self.root().await?, "selector": selector});
        let found = self.call("DOM.querySelector", query).await?;
        Ok(found.get("nodeId").filter(|id| **id != json!(0)).cloned())
    }

    pub(super) async fn property(&self, selector: &str, property: &str) -> Look<Value> {
        let Some(node) = self.find(selector).await? else { return Ok(None) };
        self.ask(&node, "function (name) { return this[name] }", json!([{"value": property}])).await.map(Some)
    }

    /// What a function says about a node. It runs although the page's own JavaScript may be switched off.
    async fn ask(&self, node: &Value, function: &str, arguments: Value) -> Result<Value, CallError> {
        let object = self.call("DOM.resolveNode", json!({"nodeId": node})).await?;
        let ask = json!({
            "objectId": object.pointer("/object/objectId"),
            "functionDeclaration": function,
            "arguments": arguments,
            "returnByValue": true,
        });
        let answer = self.call("Runtime.callFunctionOn", ask).await?;
        Ok(answer.pointer("/result/value").cloned().unwrap_or(Value::Null))
    }

    /// The middle of an element, in this frame's coordinates, once it is scrolled into view and nothing covers it.
    pub(super) async fn place(&self, selector: &str) -> Look<Point> {
        let Some(node) = self.find(selector).await? else { return Ok(None) };
        self.call("DOM.scrollIntoViewIfNeeded", json!({"nodeId": node})).await?;
        let quads = self.call("DOM.getContentQuads", json!({"nodeId": node})).await?;
        let Some(place) = point::middle(&quads) else { return Ok(None) };
        let arguments = json!([{"value": place.x}, {"value": place.y}]);
        Ok((self.ask(&node, IS_HIT, arguments).await? == true).then_some(place))
    }

    /// The middle of an element in the coordinates of the page around the frames, once it stays there. Scrolling reaches the page
    /// around some time later, because the frame lives in another process.
    pub(super) async fn resting_place(&self, selector: &str) -> Result<Point> {
        const NEXT_PICTURE: &str =
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))";
        let mut last = None;
        loop {
            let what = format!("{selector} to press");
            let place = self.until(&what, async || self.place(selector).await).await?;
            let place = self.in_page(place).await?;
            if self.parent.is_none() || last == Some(place) {
                return Ok(place);
            }
            last = Some(place);
            self.page().evaluate(NEXT_PICTURE).await?;
        }
    }

    /// The same place in the coordinates of the page around the frames.
    async fn in_page(&self, place: Point) -> Result<Point> {
        let Some(parent) = self.parent.as_deref() else { return Ok(place) };
        let owner = parent.call("DOM.getFrameOwner", json!({"frameId": self.target})).await?;
        let node = json!({"backendNodeId": owner.get("backendNodeId")});
        let quads = parent.call("DOM.getContentQuads", node).await?;
        let origin = point::origin(&quads).context("the frame cannot be seen")?;
        Box::pin(parent.in_page(Point { x: place.x + origin.x, y: place.y + origin.y })).await
    }
}

/// Waits until a wanted page or frame is attached.
pub(super) async fn attached(
    connection: &Connection,
    mut events: Receiver<Event>,
    what: &str,
    wanted: impl Fn(&Target) -> bool,
) -> Result<Target> {
    let looking = async {
        loop {
            if let Some(target) = connection.journal().target(&wanted) {
                return Ok(target);
            }
            if let Err(RecvError::Closed) = events.recv().await {
                bail!("the browser has gone");
            }
        }
    };
    timeout(PATIENCE, looking).await.with_context(|| format!("{what} did not appear"))?
}
