use std::borrow::Cow;

use latchstring_domain::problem::ProblemCode;
use latchstring_web_kit::problem::{FieldError, Problem};
use serde_json::{Map, Value};

use super::code::FieldCode;
use super::values::Refused;
use crate::problem::{defect, problem};

/// The most errors that one answer lists: enough for any honest mistake, and a bound on what a hostile body makes us
/// write.
const MAX_ERRORS: usize = 100;
/// The longest name that a pointer repeats.
const MAX_NAME: usize = 100;

/// The fields of a JSON object, taken one by one. What is wrong is collected; what is left at the end is unknown.
pub(crate) struct Fields {
    pointer: String,
    map: Map<String, Value>,
    errors: Vec<FieldError>,
}

impl Fields {
    /// The fields of a whole document.
    pub(super) fn root(map: Map<String, Value>) -> Self {
        Self { pointer: String::new(), map, errors: Vec::new() }
    }

    /// The parameters of a query.
    pub(super) fn query(map: Map<String, Value>) -> Self {
        Self { pointer: "/query".to_owned(), map, errors: Vec::new() }
    }

    /// Whether there is such a field that was not taken yet.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    /// A field that has to be there. `None` when it is not, or is refused; the errors know.
    pub(crate) fn required<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Value) -> Result<T, Refused>,
    ) -> Option<T> {
        if !self.map.contains_key(name) {
            self.refuse(name, Refused::new(FieldCode::Required, "is required"));
            return None;
        }
        self.optional(name, read)
    }

    /// A field that may be left out, but not be `null`.
    pub(crate) fn optional<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Value) -> Result<T, Refused>,
    ) -> Option<T> {
        let value = match self.map.remove(name)? {
            Value::Null => Err(Refused::null()),
            value => read(value),
        };
        self.keep(name, value)
    }

    /// A field that may be left out, and that `null` empties.
    pub(crate) fn nullable<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Value) -> Result<T, Refused>,
    ) -> Option<Option<T>> {
        let value = match self.map.remove(name)? {
            Value::Null => Ok(None),
            value => read(value).map(Some),
        };
        self.keep(name, value)
    }

    /// A list that may be left out, of at most `max` items.
    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        max: usize,
        read: impl Fn(Value) -> Result<T, Refused>,
    ) -> Option<Vec<T>> {
        let items = self.optional(name, |value| match value {
            Value::Array(items) if items.len() > max => {
                Err(Refused::new(FieldCode::TooMany, format!("must have at most {max} items")))
            }
            Value::Array(items) => Ok(items),
            _ => Err(Refused::wrong_type("a list")),
        })?;
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let value = if item.is_null() { Err(Refused::null()) } else { read(item) };
            list.extend(self.keep(&format!("{name}/{index}"), value));
        }
        Some(list)
    }

    /// A list of objects that may be left out, of at most `max` items.
    pub(crate) fn objects<T>(
        &mut self,
        name: &str,
        max: usize,
        read: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let items = self.list(name, max, object)?;
        let mut list = Vec::with_capacity(items.len());
        for (index, map) in items.into_iter().enumerate() {
            list.extend(self.nested(&format!("{name}/{index}"), map, &read));
        }
        Some(list)
    }

    /// An object that may be left out.
    pub(crate) fn object<T>(&mut self, name: &str, read: impl Fn(&mut Self) -> T) -> Option<T> {
        let map = self.optional(name, object)?;
        Some(self.nested(name, map, read))
    }

    /// An object of any keys that may be left out, each value a text.
    pub(crate) fn labels(&mut self, name: &str) -> Option<Vec<(String, String)>> {
        let map = self.optional(name, object)?;
        let mut labels = Vec::with_capacity(map.len());
        for (key, value) in map {
            match value {
                Value::String(text) => labels.push((key, text)),
                _ => self.refuse_child(name, &key, Refused::wrong_type("a string")),
            }
        }
        Some(labels)
    }

    fn nested<T>(&mut self, name: &str, map: Map<String, Value>, read: impl Fn(&mut Self) -> T) -> T {
        let mut inner = Self { pointer: format!("{}/{name}", self.pointer), map, errors: Vec::new() };
        let value = read(&mut inner);
        inner.refuse_leftovers();
        self.errors.append(&mut inner.errors);
        value
    }

    fn keep<T>(&mut self, name: &str, value: Result<T, Refused>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(refused) => {
                self.refuse(name, refused);
                None
            }
        }
    }

    /// Notes an error of a field. `name` is one of ours, or such a name and an index.
    pub(crate) fn refuse(&mut self, name: &str, refused: Refused) {
        let pointer = format!("{}/{name}", self.pointer);
        self.push(pointer, refused);
    }

    /// Notes an error of an object's entry, whose key the client chose.
    pub(crate) fn refuse_child(&mut self, name: &str, key: &str, refused: Refused) {
        let pointer = match escaped(key) {
            Some(key) => format!("{}/{name}/{key}", self.pointer),
            None => format!("{}/{name}", self.pointer),
        };
        self.push(pointer, refused);
    }

    fn refuse_leftovers(&mut self) {
        for key in std::mem::take(&mut self.map).keys() {
            self.refuse_key(key, Refused::new(FieldCode::UnknownField, "is not a field that is known here"));
        }
    }

    /// Notes an error of a field whose name the client chose.
    pub(super) fn refuse_key(&mut self, key: &str, refused: Refused) {
        let pointer = match escaped(key) {
            Some(key) => format!("{}/{key}", self.pointer),
            None => self.pointer.clone(),
        };
        self.push(pointer, refused);
    }

    fn push(&mut self, pointer: String, Refused { code, detail }: Refused) {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(FieldError::new(pointer, code.as_str(), detail));
        }
    }

    /// What was read, when all of it was right.
    ///
    /// # Errors
    /// 422 with every error.
    pub(crate) fn finish<T>(mut self, value: Option<T>) -> Result<T, Problem> {
        self.refuse_leftovers();
        if !self.errors.is_empty() {
            return Err(invalid(self.errors));
        }
        value.ok_or_else(|| defect(&NothingRead))
    }
}

/// A request that could be read, with values that are not acceptable.
pub(crate) fn invalid(errors: impl IntoIterator<Item = FieldError>) -> Problem {
    let errors: Vec<_> = errors.into_iter().collect();
    // When only the server is at fault the request cannot be corrected, so the problem has its own code.
    if !errors.is_empty() && errors.iter().all(|error| error.code == FieldCode::MailNotConfigured.as_str()) {
        return problem(ProblemCode::MailNotConfigured, "This server sends no mail.").errors(errors);
    }
    Problem::unprocessable(errors)
}

#[derive(Debug, thiserror::Error)]
#[error("nothing was read, and nothing was wrong")]
struct NothingRead;

fn object(value: Value) -> Result<Map<String, Value>, Refused> {
    match value {
        Value::Object(map) => Ok(map),
        _ => Err(Refused::wrong_type("an object")),
    }
}

/// A reference token of a JSON Pointer (RFC 6901, section 3); none for a name too long to repeat.
fn escaped(name: &str) -> Option<Cow<'_, str>> {
    if name.chars().count() > MAX_NAME {
        return None;
    }
    if !name.contains(['~', '/']) {
        return Some(Cow::Borrowed(name));
    }
    Some(Cow::Owned(name.replace('~', "~0").replace('/', "~1")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_escapes_what_means_something_in_it() {
        assert_eq!(escaped("a/b~c").as_deref(), Some("a~1b~0c"));
        assert_eq!(escaped("~1").as_deref(), Some("~01"));
        assert_eq!(escaped(&"x".repeat(MAX_NAME + 1)), None);
    }
}
