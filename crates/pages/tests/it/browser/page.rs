use http::StatusCode;

use super::Answer;
use crate::html::{Tag, tags, text_of};

/// A page that was answered.
pub(crate) struct Page {
    pub(crate) answer: Answer,
}

/// A form of it, filled in as the page fills it in.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) method: String,
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
    /// The buttons that send a value of their own.
    pub(crate) buttons: Vec<(String, String)>,
}

impl Page {
    pub(super) fn new(answer: Answer) -> Self {
        Self { answer }
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// Where it is, without a query.
    pub(crate) fn path(&self) -> &str {
        self.answer.path.split('?').next().unwrap()
    }

    pub(crate) fn html(&self) -> &str {
        &self.answer.body
    }

    /// The page without the address that the choice of a language leads to, which is the page's own.
    pub(crate) fn without_address(&self) -> String {
        let (before, form) = self.html().split_once("<form class=\"languages\"").unwrap();
        format!("{before}{}", form.split_once('>').unwrap().1)
    }

    pub(crate) fn heading(&self) -> String {
        unescaped(text_of(self.html(), "h1"))
    }

    pub(crate) fn says(&self, words: &str) -> bool {
        unescaped(self.html()).contains(words)
    }

    pub(crate) fn tags(&self) -> Vec<Tag> {
        tags(self.html())
    }

    /// The forms of the page's own matter, in order: not the choice of a language, which is below it on every page.
    pub(crate) fn forms(&self) -> Vec<Form> {
        let mut forms: Vec<Form> = Vec::new();
        let mut select = String::new();
        for tag in self.tags().into_iter().filter(|tag| tag.path.contains(&"main".to_owned())) {
            if tag.name == "form" {
                forms.push(Form {
                    method: tag.get("method").unwrap().to_owned(),
                    action: unescaped(tag.get("action").unwrap()),
                    fields: Vec::new(),
                    buttons: Vec::new(),
                });
            }
            if !tag.path.contains(&"form".to_owned()) {
                continue;
            }
            let form = forms.last_mut().unwrap();
            let value = unescaped(tag.get("value").unwrap_or_default());
            match (tag.name.as_str(), tag.get("type")) {
                ("select", _) => {
                    select = tag.get("name").unwrap().to_owned();
                    // The first option is chosen unless another one is.
                    form.fields.push((select.clone(), String::new()));
                }
                ("option", _) if tag.has("selected") => form.set(&select, &value),
                ("button", Some("submit")) => {
                    form.buttons.extend(tag.get("name").map(|name| (name.to_owned(), value)));
                }
                ("input", Some("checkbox" | "radio")) if !tag.has("checked") => {}
                ("input", _) if !tag.has("disabled") => {
                    form.fields.extend(tag.get("name").map(|name| (name.to_owned(), value)));
                }
                _ => {}
            }
        }
        forms
    }

    /// The form that is sent to the address with this end.
    pub(crate) fn form(&self, end: &str) -> Form {
        let mut found = self.forms().into_iter().filter(|form| form.action.ends_with(end));
        found.next().unwrap_or_else(|| panic!("no form to {end} on {}", self.heading()))
    }
}

impl Form {
    /// The form with another value in a field.
    pub(crate) fn fill(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// The form with one more box ticked, or button pressed.
    pub(crate) fn tick(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The form with none of these boxes ticked.
    pub(crate) fn untick(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str()).collect()
    }

    fn set(&mut self, name: &str, value: &str) {
        let field = self.fields.iter_mut().find(|(field, _)| field == name);
        let (_, old) = field.unwrap_or_else(|| panic!("no field {name} in the form"));
        value.clone_into(old);
    }
}

/// Askama escapes these five.
pub(crate) fn unescaped(text: &str) -> String {
    let text = text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"");
    text.replace("&#39;", "'").replace("&#38;", "&")
}
