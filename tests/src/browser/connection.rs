//! Commands and answers: JSON messages that end with a zero byte.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{ChildStdin, ChildStdout};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::sync::{broadcast, oneshot};
use tokio::time::timeout;

use super::journal::Journal;

/// How long Chromium may take to answer, and a page to become what a test waits for.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// Why a command did not succeed.
#[derive(Debug, Clone, thiserror::Error)]
pub(super) enum CallError {
    /// Chromium answered with an error; often the node or page is not there any more.
    #[error("{method}: {message}")]
    Refused { method: String, message: String },
    /// There is no answer and will be none.
    #[error("{method}: the browser has gone or does not answer")]
    Gone { method: String },
}

/// Something Chromium reports without being asked.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) session: Option<String>,
    pub(super) method: String,
    pub(super) params: Value,
}

type Answer = Result<Value, String>;

/// The pipe to one Chromium.
///
/// Reading is a thread's work and not a task's: the pipe can then be closed, and Chromium's end be awaited, where a
/// test's runtime does not run any more.
#[derive(Debug)]
pub(super) struct Connection {
    outgoing: Mutex<Option<ChildStdin>>,
    pending: Mutex<HashMap<u64, oneshot::Sender<Answer>>>,
    events: broadcast::Sender<Event>,
    journal: Journal,
    next: AtomicU64,
}

impl Connection {
    pub(super) fn new(to: ChildStdin, from: ChildStdout) -> Arc<Self> {
        let connection = Arc::new(Self {
            outgoing: Mutex::new(Some(to)),
            pending: Mutex::default(),
            events: broadcast::Sender::new(8192),
            journal: Journal::default(),
            next: AtomicU64::new(1),
        });
        let reader = Arc::clone(&connection);
        std::thread::spawn(move || reader.read(from));
        connection
    }

    /// Closes our end, which tells Chromium to end.
    pub(super) fn close(&self) {
        self.post(None, "Browser.close", json!({}), None);
        lock(&self.outgoing).take();
    }

    pub(super) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Events from now on. Subscribe before the command whose effect is awaited.
    pub(super) fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// Sends a command to the browser, or to one attached page or frame, and waits for the answer.
    pub(super) async fn call(
        &self,
        session: Option<&str>,
        method: &str,
        params: Value,
    ) -> Result<Value, CallError> {
        let (tell, told) = oneshot::channel();
        let id = self.post(session, method, params, Some(tell));
        let gone = || CallError::Gone { method: method.to_owned() };
        let answer = timeout(PATIENCE, told).await;
        lock(&self.pending).remove(&id);
        let answer = answer.map_err(|_| gone())?.map_err(|_| gone())?;
        answer.map_err(|message| CallError::Refused { method: method.to_owned(), message })
    }

    fn post(
        &self,
        session: Option<&str>,
        method: &str,
        params: Value,
        tell: Option<oneshot::Sender<Answer>>,
    ) -> u64 {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let mut message = Map::new();
        message.insert("id".into(), id.into());
        message.insert("method".into(), method.into());
        message.insert("params".into(), params);
        if let Some(session) = session {
            message.insert("sessionId".into(), session.into());
        }
        if let Some(tell) = tell {
            lock(&self.pending).insert(id, tell);
        }
        let mut bytes = Value::Object(message).to_string().into_bytes();
        bytes.push(0);
        let written = match lock(&self.outgoing).as_mut() {
            Some(pipe) => pipe.write_all(&bytes).is_ok(),
            None => false,
        };
        if !written {
            lock(&self.pending).remove(&id);
        }
        id
    }

    fn read(&self, from: ChildStdout) {
        let mut from = BufReader::with_capacity(1 << 16, from);
        let mut bytes = Vec::new();
        while from.read_until(0, &mut bytes).is_ok_and(|count| count > 0) && bytes.pop() == Some(0) {
            self.receive(&bytes);
            bytes.clear();
        }
        // Dropping the senders tells everyone who waits.
        lock(&self.outgoing).take();
        lock(&self.pending).clear();
    }

    fn receive(&self, bytes: &[u8]) {
        let Ok(Value::Object(mut message)) = serde_json::from_slice(bytes) else { return };
        if let Some(id) = message.get("id").and_then(Value::as_u64) {
            let Some(tell) = lock(&self.pending).remove(&id) else { return };
            let answer = match message.remove("error") {
                Some(error) => {
                    Err(error.get("message").and_then(Value::as_str).unwrap_or_default().to_owned())
                }
                None => Ok(message.remove("result").unwrap_or_default()),
            };
            drop(tell.send(answer));
            return;
        }
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let event = Event {
            session: message.get("sessionId").and_then(text),
            method: message.get("method").and_then(text).unwrap_or_default(),
            params: message.remove("params").unwrap_or_default(),
        };
        self.journal.observe(&event);
        if event.method == "Target.attachedToTarget" {
            self.prepare(&event.params);
        }
        // Nobody listening is no error.
        drop(self.events.send(event));
    }

    /// Makes a new page or frame talk, and only then lets it run: nothing of it is missed.
    fn prepare(&self, params: &Value) {
        let Some(session) = params.get("sessionId").and_then(Value::as_str) else { return };
        for domain in ["Page", "Runtime", "Network", "Log", "DOM"] {
            self.post(Some(session), &format!("{domain}.enable"), json!({}), None);
        }
        self.post(Some(session), "Target.setAutoAttach", auto_attach(), None);
        self.post(Some(session), "Runtime.runIfWaitingForDebugger", json!({}), None);
    }
}

pub(super) fn auto_attach() -> Value {
    json!({"autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true})
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is behind these locks is whole after every statement, so a panic elsewhere spoils nothing.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
