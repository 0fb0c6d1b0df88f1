//! What a browser has done so far, as its events tell.

use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;

use serde_json::Value;
use url::Url;

use super::connection::{Event, lock};

/// Everything attached, requested and complained about.
#[derive(Debug, Default)]
pub(super) struct Journal {
    entries: Mutex<Entries>,
}

#[derive(Debug, Default)]
struct Entries {
    targets: HashMap<String, Target>,
    requests: Vec<String>,
    complaints: Vec<String>,
}

/// A page or a cross-site frame that can be talked to.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) id: String,
    pub(super) session: String,
    pub(super) kind: String,
    pub(super) opener: Option<String>,
    pub(super) url: String,
}

impl Journal {
    pub(super) fn observe(&self, event: &Event) {
        let params = &event.params;
        let mut entries = lock(&self.entries);
        match event.method.as_str() {
            "Target.attachedToTarget" => {
                if let Some(target) = attached(params) {
                    entries.targets.insert(target.id.clone(), target);
                }
            }
            "Target.targetInfoChanged" => {
                if let Some(target) = entries.targets.get_mut(&text(params, "/targetInfo/targetId")) {
                    target.url = text(params, "/targetInfo/url");
                }
            }
            "Target.detachedFromTarget" => {
                let session = text(params, "/sessionId");
                entries.targets.retain(|_, target| target.session != session);
            }
            "Network.requestWillBeSent" => entries.requests.push(text(params, "/request/url")),
            "Runtime.exceptionThrown" => {
                let details = text(params, "/exceptionDetails/exception/description");
                entries.complaints.push(format!("exception: {details}"));
            }
            "Runtime.consoleAPICalled" if text(params, "/type") == "error" => {
                entries.complaints.push(format!("console: {}", text(params, "/args/0/value")));
            }
            "Log.entryAdded" if text(params, "/entry/level") == "error" => {
                let (said, url) = (text(params, "/entry/text"), text(params, "/entry/url"));
                entries.complaints.push(format!("{}: {said} ({url})", text(params, "/entry/source")));
            }
            _ => {}
        }
    }

    pub(super) fn target(&self, wanted: impl Fn(&Target) -> bool) -> Option<Target> {
        lock(&self.entries).targets.values().find(|target| wanted(target)).cloned()
    }

    pub(super) fn requests(&self) -> Vec<String> {
        lock(&self.entries).requests.clone()
    }

    pub(super) fn complaints(&self) -> Vec<String> {
        lock(&self.entries).complaints.clone()
    }

    pub(super) fn hosts(&self) -> Vec<String> {
        let entries = lock(&self.entries);
        let hosts: BTreeSet<String> = entries.requests.iter().filter_map(|url| host(url)).collect();
        hosts.into_iter().collect()
    }
}

fn host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    // data:, blob:, about: and chrome: ask nobody.
    if !matches!(url.scheme(), "http" | "https" | "ws" | "wss") {
        return None;
    }
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn attached(params: &Value) -> Option<Target> {
    let info = params.get("targetInfo")?;
    Some(Target {
        id: info.get("targetId")?.as_str()?.to_owned(),
        session: params.get("sessionId")?.as_str()?.to_owned(),
        kind: info.get("type")?.as_str()?.to_owned(),
        opener: info.get("openerId").and_then(Value::as_str).map(str::to_owned),
        url: text(params, "/targetInfo/url"),
    })
}

fn text(params: &Value, pointer: &str) -> String {
    params.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}
