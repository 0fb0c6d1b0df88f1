//! A recipient with the plainest browser there is: it reads HTML, fills in forms, keeps cookies and follows redirects.
//!
//! What it can do, a browser without JavaScript can. It is quick enough to be two hundred people at once.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use reqwest::header::{COOKIE, HeaderMap, HeaderName, HeaderValue, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use scraper::{ElementRef, Html, Selector};
use url::Url;

/// Somebody walking through the pages.
#[derive(Debug, Clone)]
pub struct Recipient {
    client: Client,
    headers: HeaderMap,
    cookies: BTreeMap<String, String>,
    page: Option<Page>,
}

/// A page that was answered, redirects followed.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where it is.
    pub url: Url,
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its HTML.
    pub html: String,
}

/// A form, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Where it goes.
    pub action: Url,
    /// Whether it is a POST.
    pub is_post: bool,
    /// What is filled in, ticked or hidden.
    pub fields: Vec<(String, String)>,
}

impl Recipient {
    /// Somebody with an empty browser.
    ///
    /// # Errors
    /// When the client cannot be built.
    pub fn new() -> Result<Self> {
        let client =
            Client::builder().redirect(Policy::none()).no_proxy().timeout(Duration::from_secs(60)).build()?;
        let mut headers = HeaderMap::new();
        headers.insert("user-agent", HeaderValue::from_static("Mozilla/5.0 (X11; Linux x86_64) Plain/1.0"));
        Ok(Self { client, headers, cookies: BTreeMap::new(), page: None })
    }

    /// The same person with one more header on every request.
    ///
    /// # Errors
    /// When it is no header.
    pub fn with_header(mut self, name: &str, value: &str) -> Result<Self> {
        self.headers.insert(HeaderName::from_bytes(name.as_bytes())?, HeaderValue::from_str(value)?);
        Ok(self)
    }

    /// Opens an address.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn open(&mut self, url: &str) -> Result<&Page> {
        let url = Url::parse(url)?;
        let response = self.request(reqwest::Method::GET, &url).send().await?;
        self.land(url, response).await
    }

    /// The page they are on.
    ///
    /// # Errors
    /// Before anything was opened.
    pub fn page(&self) -> Result<&Page> {
        self.page.as_ref().context("nothing was opened yet")
    }

    /// The form on the page whose action ends so, as it stands there.
    ///
    /// # Errors
    /// When there is none.
    pub fn form(&self, action_ends_with: &str) -> Result<Form> {
        let page = self.page()?;
        let form = page.forms()?.into_iter().find(|form| form.action.path().ends_with(action_ends_with));
        form.with_context(|| {
            format!("no form that goes to …{action_ends_with} on {}:\n{}", page.url, page.text())
        })
    }

    /// Fills in and sends the form whose action ends so.
    ///
    /// # Errors
    /// When there is no such form, or no answer.
    pub async fn send(&mut self, action_ends_with: &str, answers: &[(&str, &str)]) -> Result<&Page> {
        let form = self.form(action_ends_with)?.filled(answers);
        self.submit(&form).await
    }

    /// Sends a form that was taken from a page before.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn submit(&mut self, form: &Form) -> Result<&Page> {
        ensure!(form.is_post, "{} is not a POST", form.action);
        let request = self.request(reqwest::Method::POST, &form.action).header(ORIGIN, origin(&form.action));
        let response = request.header("sec-fetch-site", "same-origin").form(&form.fields).send().await?;
        self.land(form.action.clone(), response).await
    }

    fn request(&self, method: reqwest::Method, url: &Url) -> reqwest::RequestBuilder {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.client.request(method, url.clone()).headers(self.headers.clone());
        if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) }
    }

    async fn land(&mut self, mut url: Url, mut response: Response) -> Result<&Page> {
        for _ in 0..10 {
            self.keep_cookies(&response)?;
            let Some(location) =
                response.headers().get(LOCATION).filter(|_| response.status().is_redirection())
            else {
                let (status, headers) = (response.status(), response.headers().clone());
                let html = response.text().await?;
                return Ok(self.page.insert(Page { url, status, headers, html }));
            };
            ensure!(response.status() == StatusCode::SEE_OTHER, "redirected with {}", response.status());
            url = url.join(location.to_str()?)?;
            response = self.request(reqwest::Method::GET, &url).send().await?;
        }
        bail!("more than ten redirects, the last to {url}")
    }

    fn keep_cookies(&mut self, response: &Response) -> Result<()> {
        for header in response.headers().get_all(SET_COOKIE) {
            let pair = header.to_str()?.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').context("a cookie without =")?;
            self.cookies.insert(name.trim().to_owned(), value.trim().to_owned());
        }
        Ok(())
    }
}

impl Page {
    /// Its visible text, white space folded.
    #[must_use]
    pub fn text(&self) -> String {
        let html = Html::parse_document(&self.html);
        let main = Selector::parse("body")
            .ok()
            .and_then(|body| html.select(&body).next().map(|b| b.text().collect::<String>()));
        main.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of its heading.
    #[must_use]
    pub fn heading(&self) -> String {
        let html = Html::parse_document(&self.html);
        let heading = Selector::parse("h1")
            .ok()
            .and_then(|h1| html.select(&h1).next().map(|h1| h1.text().collect::<String>()));
        heading.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Its forms, with what is filled in.
    ///
    /// # Errors
    /// When an action is no address.
    pub fn forms(&self) -> Result<Vec<Form>> {
        let html = Html::parse_document(&self.html);
        let forms = selector("form")?;
        html.select(&forms).map(|form| self.form(form)).collect()
    }

    fn form(&self, form: ElementRef<'_>) -> Result<Form> {
        let controls = selector("input[name], select[name], textarea[name], button[name]")?;
        let fields = form.select(&controls).filter_map(field).collect();
        let is_post = form.value().attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
        Ok(Form { action: self.url.join(form.value().attr("action").unwrap_or_default())?, is_post, fields })
    }
}

impl Form {
    /// The form with these answers; a field that is there already is replaced, every one of its name.
    #[must_use]
    pub fn filled(mut self, answers: &[(&str, &str)]) -> Self {
        self.fields.retain(|(name, _)| answers.iter().all(|(answered, _)| answered != name));
        self.fields.extend(answers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self
    }
}

fn selector(text: &str) -> Result<Selector> {
    Selector::parse(text).map_err(|error| anyhow::anyhow!("{text}: {error}"))
}

/// What a browser would send for a control that nobody touches; `None` for one that it would leave out.
fn field(control: ElementRef<'_>) -> Option<(String, String)> {
    let element = control.value();
    let name = element.attr("name")?.to_owned();
    let value = match (element.name(), element.attr("type").unwrap_or("text")) {
        ("button", _) | ("input", "submit" | "image" | "button") => return None,
        ("input", "checkbox" | "radio") => {
            element.attr("checked")?;
            element.attr("value").unwrap_or("on").to_owned()
        }
        ("input", _) => element.attr("value").unwrap_or_default().to_owned(),
        ("select", _) => {
            let options: Vec<_> = control.select(&Selector::parse("option").ok()?).collect();
            let chosen =
                options.iter().find(|option| option.value().attr("selected").is_some()).or(options.first())?;
            chosen.value().attr("value").map_or_else(|| chosen.text().collect(), str::to_owned)
        }
        _ => control.text().collect(),
    };
    Some((name, value))
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_browser_would_send_it() {
        let html = r#"<form method="post" action="/p/s/1/sites"><input type="hidden" name="csrf" value="x">
            <input type="checkbox" name="site" value="a" checked><input type="checkbox" name="site" value="b">
            <select name="country"><option value="DE">Germany<option value="US" selected>United States</select>
            <button name="go" value="1">Go</button></form>"#;
        let url = Url::parse("http://127.0.0.1:1/p/s/1").unwrap();
        let page = Page { url, status: StatusCode::OK, headers: HeaderMap::new(), html: html.to_owned() };
        let form = page.forms().unwrap().remove(0);
        assert_eq!(form.action.path(), "/p/s/1/sites");
        assert!(form.is_post);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(form.fields, [pair("csrf", "x"), pair("site", "a"), pair("country", "US")]);
        let filled = form.filled(&[("site", "b")]);
        assert_eq!(filled.fields, [pair("csrf", "x"), pair("country", "US"), pair("site", "b")]);
    }
}
