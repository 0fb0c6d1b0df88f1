use std::borrow::Cow;

use latchstring_domain::problem::ProblemCode;
use latchstring_web_kit::problem::{FieldError, Problem};
use serde_json::{Map, Value};

use super::code::FieldCode;
use super::values::{Refused, scalar};
use crate::problem::{defect, problem};

/// The most errors that one answer lists: enough for any honest mistake, and a bound on what a hostile body makes us
/// write.
const MAX_ERRORS: usize = 100;
/// The longest name that a pointer repeats.
const MAX_NAME: usize = 100;

/// How strictly an interface reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// A field that is not known is refused, and what is wrong is 422: our own way.
    Strict,
    /// A field that is not known is passed over, and what is wrong is 400: the way of an interface whose callers know no
    /// other.
    Loose,
}

/// The fields of a JSON object, taken one by one. What is wrong is collected; what is left at the end is unknown.
pub(crate) struct Fields {
    manner: Manner,
    pointer: String,
    map: Map<String, Value>,
    errors: Vec<FieldError>,
}

impl Fields {
    /// The fields of a whole document.
    pub(super) fn root(map: Map<String, Value>) -> Self {
        Self { manner: Manner::Strict, pointer: String::new(), map, errors: Vec::new() }
    }

    /// The fields of an object in a list that is the whole document.
    pub(crate) fn row(index: usize, map: Map<String, Value>) -> Self {
        Self { manner: Manner::Strict, pointer: format!("/{index}"), map, errors: Vec::new() }
    }

    /// The parameters of a query.
    pub(super) fn query(map: Map<String, Value>) -> Self {
        Self { manner: Manner::Strict, pointer: "/query".to_owned(), map, errors: Vec::new() }
    }

    /// The same fields, read the way of an interface that passes over what it does not know.
    pub(super) fn loose(self) -> Self {
        Self { manner: Manner::Loose, ..self }
    }

    /// A field that may be left out or be `null`, which is the same.
    pub(crate) fn maybe<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Value) -> Result<T, Refused>,
    ) -> Option<T> {
        self.nullable(name, read).flatten()
    }

    /// Notes a field that is not there and has to be.
    pub(crate) fn require(&mut self, name: &str) {
        if !self.map.contains_key(name) {
            self.refuse(name, Refused::new(FieldCode::Required, "is required"));
        }
    }

    /// Whether something within this field was refused.
    pub(crate) fn refused_below(&self, name: &str) -> bool {
        let pointer = format!("{}/{name}/", self.pointer);
        self.errors.iter().any(|error| error.pointer.starts_with(&pointer))
    }

    /// Whether a field is there and is `null`; then it is taken.
    pub(crate) fn is_null(&mut self, name: &str) -> bool {
        let is_null = self.map.get(name).is_some_and(Value::is_null);
        if is_null {
            self.map.remove(name);
        }
        is_null
    }

    /// An object that has to be there.
    pub(crate) fn required_object<T>(&mut self, name: &str, read: impl Fn(&mut Self) -> T) -> Option<T> {
        let map = self.required(name, object)?;
        Some(self.nested(name, map, read))
    }

    /// The same for an object that may be left out or be `null`.
    pub(crate) fn maybe_object<T>(&mut self, name: &str, read: impl Fn(&mut Self) -> T) -> Option<T> {
        let map = self.maybe(name, object)?;
        Some(self.nested(name, map, read))
    }

    /// An object of any keys that may be left out or be `null`: its entries that are not `null` themselves, each a text,
    /// a number or a truth value, written as texts.
    pub(crate) fn scalars(&mut self, name: &str) -> Option<Vec<(String, String)>> {
        let map = self.maybe(name, object)?;
        let mut scalars = Vec::with_capacity(map.len());
        for (key, value) in map {
            match scalar(value) {
                Ok(Some(text)) => scalars.push((key, text)),
                Ok(None) => {}
                Err(refused) => self.refuse_child(name, &key, refused),
            }
        }
        Some(scalars)
    }

    /// The same for a list of objects, of at most `max` items.
    pub(crate) fn maybe_objects<T>(
        &mut self,
        name: &str,
        max: usize,
        read: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        if self.is_null(name) { None } else { self.objects(name, max, read) }
    }

    /// Every field there is, each a text, a number or a truth value, written as texts.
    pub(crate) fn all_scalars(&mut self) -> Vec<(String, String)> {
        let map = self.rest();
        let mut scalars = Vec::with_capacity(map.len());
        for (key, value) in map {
            match scalar(value) {
                Ok(Some(text)) => scalars.push((key, text)),
                Ok(None) => {}
                Err(refused) => self.refuse_key(&key, refused),
            }
        }
        scalars
    }

    /// Whether this field, or something within it, was refused.
    pub(crate) fn was_refused(&self, name: &str) -> bool {
        let pointer = format!("{}/{name}", self.pointer);
        self.refused_below(name) || self.errors.iter().any(|error| error.pointer == pointer)
    }

    /// Notes an error of these fields as a whole.
    pub(crate) fn refuse_whole(&mut self, refused: Refused) {
        self.push(self.pointer.clone(), refused);
    }

    /// The fields that nobody has taken, in the order of their names.
    pub(crate) fn rest(&mut self) -> Map<String, Value> {
        std::mem::take(&mut self.map)
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
        self.require(name);
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

    /// An entry of an object whose keys the client chose: an object itself.
    pub(crate) fn entry<T>(&mut self, key: &str, value: Value, read: impl Fn(&mut Self) -> T) -> Option<T> {
        match object(value) {
            Ok(map) => Some(match escaped(key) {
                Some(key) => self.nested(&key, map, read),
                None => self.nested("", map, read),
            }),
            Err(refused) => {
                self.refuse_key(key, refused);
                None
            }
        }
    }

    fn nested<T>(&mut self, name: &str, map: Map<String, Value>, read: impl Fn(&mut Self) -> T) -> T {
        let pointer = format!("{}/{name}", self.pointer);
        let mut inner = Self { manner: self.manner, pointer, map, errors: Vec::new() };
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
        if self.manner == Manner::Loose {
            return;
        }
        for key in std::mem::take(&mut self.map).keys() {
            self.refuse_key(key, Refused::new(FieldCode::UnknownField, "is not a field that is known here"));
        }
    }

    /// Notes an error of a field whose name the client chose.
    pub(crate) fn refuse_key(&mut self, key: &str, refused: Refused) {
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
    /// 422 with every error; 400 where that is the interface's way.
    pub(crate) fn finish<T>(mut self, value: Option<T>) -> Result<T, Problem> {
        self.refuse_leftovers();
        if !self.errors.is_empty() {
            return Err(match self.manner {
                Manner::Strict => invalid(self.errors),
                Manner::Loose => refused(self.errors),
            });
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

/// The same, in the way of an interface that knows no 422.
pub(crate) fn refused(errors: impl IntoIterator<Item = FieldError>) -> Problem {
    let errors: Vec<_> = errors.into_iter().collect();
    let first = errors.first().map(|error| (error.pointer.trim_start_matches('/').to_owned(), &error.detail));
    let detail = match first {
        // Its callers look at this sentence and at nothing else.
        Some((field, why)) if !field.is_empty() => format!("{field} {why}"),
        Some((_, why)) => why.to_string(),
        None => "The request is not acceptable.".to_owned(),
    };
    problem(ProblemCode::BadRequest, detail).errors(errors)
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
