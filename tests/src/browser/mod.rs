//! A headless Chromium, driven by the DevTools protocol.
//!
//! The protocol is spoken over a pipe (`--remote-debugging-pipe`): no port to find, no websocket, and Chromium ends by
//! itself when the test does, however that ends. A typed client (`chromiumoxide`) was left out because it adds sixty
//! thousand generated lines to every build and refuses messages that a newer Chromium has grown.
//!
//! Nothing here sleeps. Waiting means looking again at each event that Chromium sends about the page, so it works the
//! same with JavaScript switched off, and it never runs anything inside the page unless a test says so.

mod connection;
mod journal;
mod launch;
mod look;
mod page;
mod point;

use std::sync::Arc;

use anyhow::{Context, Result};
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::timeout;

use connection::{Connection, PATIENCE};
use launch::Chromium;

pub use page::{Key, Page};

/// The size of a page and the kind of machine it seems to be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewport {
    /// 360 x 640 CSS pixels, two device pixels each, touch.
    Phone,
    /// 1152 x 648 CSS pixels, mouse.
    Desktop,
}

/// What a browser does with the cookies of a frame whose site is another than the page's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameCookies {
    /// What it does unless told otherwise.
    AsUsual,
    /// Only those that are kept apart for the site around (`Partitioned`).
    Partitioned,
    /// None, for a frame of `127.0.0.1` in a page of `localhost`.
    Withheld,
}

/// A running Chromium with an empty profile, which can reach this machine and nothing else.
#[derive(Debug)]
pub struct Browser {
    connection: Arc<Connection>,
    _chromium: Chromium,
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.connection.close();
    }
}

impl Browser {
    /// Starts the Chromium that `LATCHSTRING_TEST_CHROMIUM` names.
    ///
    /// # Errors
    /// When the variable is missing or the browser does not answer.
    pub async fn start() -> Result<Self> {
        Self::start_with(FrameCookies::AsUsual).await
    }

    /// The same with other rules for cookies. They hold for what [`Browser::page`] opens.
    ///
    /// # Errors
    /// As [`Browser::start`].
    pub async fn start_with(cookies: FrameCookies) -> Result<Self> {
        let mut chromium = launch::launch(&crate::environment::chromium()?, cookies)?;
        let (to, from) = chromium.pipes().context("Chromium's pipes are taken once")?;
        let connection = Connection::new(to, from);
        // Every page, popup and cross-site frame is attached before its first byte runs.
        connection.call(None, "Target.setAutoAttach", connection::auto_attach()).await?;
        Ok(Self { connection, _chromium: chromium })
    }

    /// Opens an empty page that shares cookies with the others of this browser.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn page(&self, viewport: Viewport) -> Result<Page> {
        Page::open(&self.connection, viewport, json!({"url": "about:blank"})).await
    }

    /// Opens an empty page with a cookie jar of its own: another visitor.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn visitor(&self, viewport: Viewport) -> Result<Page> {
        let context = self.connection.call(None, "Target.createBrowserContext", json!({})).await?;
        let context = context.get("browserContextId").context("no browserContextId")?;
        let target = json!({"url": "about:blank", "browserContextId": context});
        Page::open(&self.connection, viewport, target).await
    }

    /// The hosts, with ports, that anything in this browser has asked for so far, sorted, each once.
    ///
    /// Names that do not exist count too: the question is what a page wanted, not what it got.
    #[must_use]
    pub fn requested_hosts(&self) -> Vec<String> {
        self.connection.journal().hosts()
    }

    /// Every address that anything in this browser has asked for so far, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.connection.journal().requests()
    }

    /// Waits until a page complains in these words.
    ///
    /// # Errors
    /// When none does in time.
    pub async fn complained(&self, words: &str) -> Result<()> {
        let mut events = self.connection.events();
        let looking = async {
            while !self.complaints().iter().any(|complaint| complaint.contains(words)) {
                if let Err(RecvError::Closed) = events.recv().await {
                    anyhow::bail!("the browser has gone");
                }
            }
            Ok(())
        };
        timeout(PATIENCE, looking).await.with_context(|| format!("no complaint of {words}"))?
    }

    /// What the pages complained about so far: uncaught exceptions, console errors, blocked or failed loads.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        self.connection.journal().complaints()
    }
}
