//! A small client for the JSON API.

use std::time::Duration;

use anyhow::{Context, Result};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;

/// A client of one server with one API key, or none.
///
/// It follows no redirect and takes no proxy from the environment, and an error status is an answer like any other.
#[derive(Debug, Clone)]
pub struct Api {
    client: Client,
    base_url: String,
    headers: HeaderMap,
}

/// An answer, body and all.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub text: String,
    /// The body as JSON; `null` when it is empty or something else.
    pub json: Value,
}

impl Api {
    /// A client of the server at `base_url`.
    ///
    /// # Errors
    /// When the key cannot stand in a header.
    pub fn new(base_url: &str, key: Option<&str>) -> Result<Self> {
        let client =
            Client::builder().redirect(Policy::none()).no_proxy().timeout(Duration::from_secs(30)).build()?;
        let api =
            Self { client, base_url: base_url.trim_end_matches('/').to_owned(), headers: HeaderMap::new() };
        match key {
            Some(key) => api.with_header("x-api-key", key),
            None => Ok(api),
        }
    }

    /// The same client with one more header on every request.
    ///
    /// # Errors
    /// When it is no header.
    pub fn with_header(mut self, name: &str, value: &str) -> Result<Self> {
        let name = HeaderName::from_bytes(name.as_bytes())?;
        self.headers.insert(name, HeaderValue::from_str(value)?);
        Ok(self)
    }

    /// GET a path that begins with a slash.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn get(&self, path: &str) -> Result<Reply> {
        self.send(Method::GET, path, None).await
    }

    /// POST a JSON body.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Reply> {
        self.send(Method::POST, path, Some(body)).await
    }

    /// PATCH with a JSON body.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn patch(&self, path: &str, body: &Value) -> Result<Reply> {
        self.send(Method::PATCH, path, Some(body)).await
    }

    /// DELETE.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn delete(&self, path: &str) -> Result<Reply> {
        self.send(Method::DELETE, path, None).await
    }

    /// Any request.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Reply> {
        let url = format!("{}{path}", self.base_url);
        let mut request = self.client.request(method.clone(), &url).headers(self.headers.clone());
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.with_context(|| format!("{method} {url}"))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.with_context(|| format!("{method} {url}: reading the body"))?;
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok(Reply { status, headers, text, json })
    }
}

impl Reply {
    /// One header's value; `None` when it is absent or is no text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Status and body together, to compare in one assertion.
    #[must_use]
    pub fn parts(&self) -> (u16, &Value) {
        (self.status.as_u16(), &self.json)
    }
}
