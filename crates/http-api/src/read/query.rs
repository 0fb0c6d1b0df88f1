use std::collections::BTreeSet;
use std::str::FromStr;

use axum::extract::FromRequestParts;
use http::request::Parts;
use latchstring_domain::id::ParseIdError;
use latchstring_domain::problem::ProblemCode;
use latchstring_web_kit::problem::{FieldError, Problem};
use serde_json::{Map, Value};

use super::code::FieldCode;
use super::fields::{Fields, invalid, refused};
use super::values::{Refused, out_of_range};
use crate::problem::problem;
use crate::state::ApiState;

const MAX_ERRORS: usize = 100;

/// The parameters of a query, taken one by one like the fields of a body. An unknown one is refused: a filter that is
/// silently ignored answers with the wrong list.
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

impl FromRequestParts<ApiState> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _api: &ApiState) -> Result<Self, Problem> {
        let axum::extract::Query(pairs) = axum::extract::Query::try_from_uri(&parts.uri)
            .map_err(|_| problem(ProblemCode::BadRequest, "The query cannot be understood."))?;
        Ok(Self { pairs, errors: Vec::new() })
    }
}

impl Query {
    /// A parameter that may be given once.
    pub(crate) fn take<T, E: Into<Refused>>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let mut texts = self.pairs.extract_if(.., |(key, _)| key == name).map(|(_, text)| text);
        let text = texts.next()?;
        if texts.count() > 0 {
            self.refuse(name, Refused::new(FieldCode::Repeated, "may be given once"));
            return None;
        }
        match parse(&text) {
            Ok(value) => Some(value),
            Err(why) => {
                self.refuse(name, why.into());
                None
            }
        }
    }

    /// A parameter that may be given up to `max` times.
    pub(crate) fn take_all<T, E: Into<Refused>>(
        &mut self,
        name: &str,
        max: usize,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Vec<T> {
        let texts: Vec<_> = self.pairs.extract_if(.., |(key, _)| key == name).map(|(_, text)| text).collect();
        if texts.len() > max {
            let detail = format!("may be given at most {max} times");
            self.refuse(name, Refused::new(FieldCode::TooMany, detail));
            return Vec::new();
        }
        let mut values = Vec::with_capacity(texts.len());
        for text in texts {
            match parse(&text) {
                Ok(value) => values.push(value),
                Err(why) => self.refuse(name, why.into()),
            }
        }
        values
    }

    /// A whole number.
    pub(crate) fn number(&mut self, name: &str, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        self.take(name, |text| {
            let number = digits(text).and_then(|number| u32::try_from(number).ok());
            number
                .filter(|number| range.contains(number))
                .ok_or_else(|| out_of_range(&(u64::from(*range.start())..=u64::from(*range.end()))))
        })
    }

    /// An id of ours.
    pub(crate) fn id<Id: FromStr<Err = ParseIdError>>(&mut self, name: &str) -> Option<Id> {
        self.take(name, str::parse)
    }

    /// Whether the parameter was given and not taken yet.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(key, _)| key == name)
    }

    /// Notes an error of a parameter.
    pub(crate) fn refuse(&mut self, name: &str, refused: Refused) {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(refused.at(format!("/query/{name}")));
        }
    }

    /// The parameters as the fields of a body, for a call that takes the same members either way. Those in `lists` may
    /// be repeated, those in `numbers` are whole numbers; all others are texts.
    pub(crate) fn into_fields(self, lists: &[&str], numbers: &[&str]) -> Fields {
        let mut map = Map::new();
        let mut repeated = BTreeSet::new();
        for (name, text) in self.pairs {
            let whole = numbers.contains(&name.as_str()).then(|| digits(&text)).flatten();
            let value = whole.map_or(Value::String(text), Value::from);
            if lists.contains(&name.as_str()) {
                if let Value::Array(list) = map.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
                    list.push(value);
                }
            } else if map.contains_key(&name) {
                repeated.insert(name);
            } else {
                map.insert(name, value);
            }
        }
        let mut fields = Fields::query(map);
        for name in repeated {
            fields.refuse_key(&name, Refused::new(FieldCode::Repeated, "may be given once"));
        }
        fields
    }

    /// Ends the reading for an interface that passes over what it does not know.
    ///
    /// # Errors
    /// 400 with every error.
    pub(crate) fn finish_loose(self) -> Result<(), Problem> {
        if self.errors.is_empty() { Ok(()) } else { Err(refused(self.errors)) }
    }

    /// The same with a parameter that has to be there.
    ///
    /// # Errors
    /// 400 with every error.
    pub(crate) fn finish_loose_with<T>(mut self, value: Option<T>) -> Result<T, Problem> {
        if value.is_none() && self.errors.is_empty() {
            self.refuse("", Refused::new(FieldCode::Required, "is required"));
        }
        self.finish_loose()?;
        value.ok_or_else(Problem::internal)
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// 422 with every error, unknown parameters among them.
    pub(crate) fn finish(mut self) -> Result<(), Problem> {
        for (name, _) in std::mem::take(&mut self.pairs) {
            let name =
                if name.len() <= 100 { name.replace('~', "~0").replace('/', "~1") } else { String::new() };
            self.refuse(
                &name,
                Refused::new(FieldCode::UnknownField, "is not a parameter that is known here"),
            );
        }
        if self.errors.is_empty() { Ok(()) } else { Err(invalid(self.errors)) }
    }
}

/// A number written in digits alone; `parse` would also take a plus sign.
fn digits(text: &str) -> Option<u64> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}
