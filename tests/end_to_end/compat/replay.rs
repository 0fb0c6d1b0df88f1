//! Replays a recorded pair against a server of its own.

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::{Quickstart, Server};
use serde_json::Value;
use tempfile::TempDir;

use super::case::{Case, Request, Response, Step, Values};
use super::recorded::Interface;
use super::shape::Shape;
use super::wire::{self, Answer};
use crate::world::{ENVIRONMENT, Operator, text, walk_to_sites};

/// An id of nothing.
const UNKNOWN_ID: &str = "01900000-0000-7000-8000-000000000000";

/// What a quickstart's programs call its flow, and a tenant that nobody has seen.
const FLOW: &str = "quickstart";
const TENANT: &str = "customer-1042";

/// A server under one of its base paths, with what a case knows about it.
struct Stage {
    quickstart: Quickstart,
    operator: Operator,
    _folder: TempDir,
    base: &'static str,
    values: Values,
}

/// Replays a file under every base path of its interface, each on a fresh server.
///
/// # Errors
/// With everything that does not fit, each with its JSON Pointer.
pub(super) async fn replay(interface: Interface, file: &str) -> Result<()> {
    let folder = interface.folder();
    let case = Case::read(folder, file)?;
    let mut problems = Vec::new();
    for base in interface.bases() {
        let mut stage = Stage::set(base).await?;
        let found = stage.play(&case).await.with_context(|| format!("{folder}/{file}.json under {base}"))?;
        problems.extend(found.into_iter().map(|problem| format!("{base}: {problem}")));
    }
    ensure!(problems.is_empty(), "{folder}/{file}.json: {}\n  {}", case.name, problems.join("\n  "));
    Ok(())
}

impl Stage {
    async fn set(base: &'static str) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("data");
        let quickstart = Server::quickstart_on(&data).await?;
        let mut values = Values::default();
        values.set("base_url", quickstart.server.base_url());
        values.set("api_key", &quickstart.api_key);
        values.set("company_id", &quickstart.company_id);
        values.set("public_company_id", &quickstart.public_company_id);
        values.set("invitation_url", &quickstart.invitation_url);
        values.set("unknown_id", UNKNOWN_ID);
        values.set("env_id", &quickstart.workspace_id);
        values.set("environment", ENVIRONMENT);
        values.set("flow_id", FLOW);
        values.set("tenant", TENANT);
        for (name, id) in ["site_id", "second_site_id", "third_site_id"].iter().zip(&quickstart.site_ids) {
            values.set(name, id);
        }
        Ok(Self { quickstart, operator: Operator::of_quickstart(&data), _folder: folder, base, values })
    }

    async fn play(&mut self, case: &Case) -> Result<Vec<String>> {
        for (number, step) in case.given.iter().enumerate() {
            self.prepare(step).await.with_context(|| format!("/given/{number}"))?;
        }
        let answer = self.send(&case.request).await.context("/request")?;
        self.compare(&case.response, &answer).context("/response")
    }

    async fn prepare(&mut self, step: &Step) -> Result<()> {
        match step {
            Step::Call { request, keep } => {
                let answer = self.send(request).await?;
                ensure!((200..300).contains(&answer.status), "{}: {}", answer.status, answer.body);
                let body = answer.json()?.unwrap_or_default();
                for (name, pointer) in keep {
                    let value = body.pointer(pointer).and_then(Value::as_str);
                    self.values.set(name, value.with_context(|| format!("no text at {pointer} in {body}"))?);
                }
            }
            Step::Connect { link } => {
                let mut recipient = walk_to_sites(&self.values.fill(link)?).await?;
                let page = recipient.send("/sites", &[]).await?;
                ensure!(page.heading().starts_with("Thanks"), "{}", page.text());
            }
            Step::Key { scopes, keep } => {
                let mut arguments = vec!["api-key", "create", "narrow"];
                arguments.extend(scopes.iter().flat_map(|scope| ["--scope", scope]));
                let made = self.operator.run(&arguments)?;
                self.values.set(keep, text(&made, "apiKey")?);
            }
        }
        Ok(())
    }

    async fn send(&self, request: &Request) -> Result<Answer> {
        let path = format!("{}{}", self.base, self.values.fill(&request.path)?);
        let mut headers = Vec::new();
        match &request.headers {
            Some(given) => {
                for (name, value) in given {
                    headers.push((name.clone(), self.values.fill(value)?));
                }
            }
            None => headers.push(("X-API-Key".to_owned(), self.quickstart.api_key.clone())),
        }
        let body = match (&request.body, &request.text) {
            (Some(_), Some(_)) => anyhow::bail!("body and text exclude each other"),
            (Some(body), None) => Some(self.values.fill_json(body)?.to_string()),
            (None, text) => text.clone(),
        };
        if body.is_some() && !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
            headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
        }
        wire::send(self.quickstart.server.base_url(), &request.method, &path, &headers, body.as_deref()).await
    }

    fn compare(&self, wanted: &Response, answer: &Answer) -> Result<Vec<String>> {
        let mut found = Vec::new();
        if answer.status != wanted.status {
            found.push(format!(
                "/response/status: {} is documented, and it is {}",
                wanted.status, answer.status
            ));
        }
        for (name, shape) in &wanted.headers {
            let value =
                answer.headers.get(&name.to_ascii_lowercase()).cloned().map_or(Value::Null, Value::String);
            let shape = Shape::parse(&self.values.fill_json(shape)?)?;
            found.extend(
                shape.mismatches(&value).iter().map(|why| format!("/response/headers/{name}: {why}")),
            );
        }
        match (&wanted.body, answer.json()?) {
            (None, None) => {}
            (None, Some(body)) => {
                found.push(format!("/response/body: nothing is documented, and it is {body}"))
            }
            (Some(_), None) => found.push("/response/body: is missing".to_owned()),
            (Some(shape), Some(body)) => {
                let mismatches = Shape::parse(&self.values.fill_json(shape)?)?.mismatches(&body);
                found.extend(mismatches.iter().map(|why| format!("/response/body{why}")));
                if !mismatches.is_empty() {
                    found.push(format!("the whole body: {body}"));
                }
            }
        }
        Ok(found)
    }
}
