//! What an answer must look like: every documented member, none of them missing or of another type.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Map, Value};
use url::Url;

/// A shape as `tests/compat/README.md` describes the spelling of shapes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// Exactly this value.
    Literal(Value),
    /// No such member.
    Absent,
    /// An object or a list with nothing in it.
    Empty,
    /// A value of a kind.
    Kind { kind: Kind, nullable: bool },
    /// These members, each of its shape. There may be others.
    Members(BTreeMap<String, Self>),
    /// At least one item, and all of this shape.
    Each(Box<Self>),
    /// So many items, each of its shape.
    Items(Vec<Self>),
}

/// A kind of value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    String,
    Integer,
    Boolean,
    List,
    Uuid,
    Date,
    DateTime,
    Url,
    OneOf(Vec<String>),
    Begins(String),
}

impl Shape {
    /// Reads a shape.
    ///
    /// # Errors
    /// When a `$` begins something that is no shape: a misspelt shape must not become a literal that never fits.
    pub(super) fn parse(value: &Value) -> Result<Self> {
        Ok(match value {
            Value::String(text) => match text.strip_prefix('$') {
                Some(name) => Self::named(name)?,
                None => Self::Literal(value.clone()),
            },
            Value::Array(items) => Self::Items(items.iter().map(Self::parse).collect::<Result<_>>()?),
            Value::Object(map) => Self::object(map)?,
            _ => Self::Literal(value.clone()),
        })
    }

    fn object(map: &Map<String, Value>) -> Result<Self> {
        if let Some(item) = map.get("$each") {
            ensure!(map.len() == 1, "$each stands alone");
            return Ok(Self::Each(Box::new(Self::parse(item)?)));
        }
        let member = |(name, shape): (&String, &Value)| {
            ensure!(!name.starts_with('$'), "{name} is no shape");
            Ok((name.clone(), Self::parse(shape).with_context(|| name.clone())?))
        };
        Ok(Self::Members(map.iter().map(member).collect::<Result<_>>()?))
    }

    fn named(text: &str) -> Result<Self> {
        let (text, nullable) = match text.strip_suffix("|null") {
            Some(text) => (text, true),
            None => (text, false),
        };
        let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
        let kind = match (name, rest) {
            ("absent", "") if !nullable => return Ok(Self::Absent),
            ("empty", "") if !nullable => return Ok(Self::Empty),
            ("string", "") => Kind::String,
            ("integer", "") => Kind::Integer,
            ("boolean", "") => Kind::Boolean,
            ("list", "") => Kind::List,
            ("uuid", "") => Kind::Uuid,
            ("date", "") => Kind::Date,
            ("date-time", "") => Kind::DateTime,
            ("url", "") => Kind::Url,
            ("one-of", names) if !names.is_empty() => {
                Kind::OneOf(names.split(' ').map(str::to_owned).collect())
            }
            ("begins", start) if !start.is_empty() => Kind::Begins(start.to_owned()),
            _ => bail!("${text} is no shape"),
        };
        Ok(Self::Kind { kind, nullable })
    }

    /// Everything about the value that does not fit, each with its JSON Pointer.
    pub(super) fn mismatches(&self, value: &Value) -> Vec<String> {
        let mut found = Vec::new();
        self.compare(Some(value), "", &mut found);
        found
    }

    fn compare(&self, value: Option<&Value>, pointer: &str, found: &mut Vec<String>) {
        let value = match (value, self) {
            (None, Self::Absent) => return,
            (Some(value), Self::Absent) => {
                return found.push(format!("{pointer}: must not be there, and is {value}"));
            }
            (None, _) => return found.push(format!("{pointer}: is missing; {self} is documented")),
            (Some(value), _) => value,
        };
        match (self, value) {
            (Self::Literal(wanted), _) if wanted == value => {}
            (Self::Empty, Value::Object(map)) if map.is_empty() => {}
            (Self::Empty, Value::Array(items)) if items.is_empty() => {}
            (Self::Kind { nullable: true, .. }, Value::Null) => {}
            (Self::Kind { kind, .. }, _) if kind.holds(value) => {}
            (Self::Members(members), Value::Object(map)) => {
                for (name, shape) in members {
                    let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                    shape.compare(map.get(name), &pointer, found);
                }
            }
            (Self::Each(shape), Value::Array(items)) if !items.is_empty() => {
                for (index, item) in items.iter().enumerate() {
                    shape.compare(Some(item), &format!("{pointer}/{index}"), found);
                }
            }
            (Self::Items(shapes), Value::Array(items)) if shapes.len() == items.len() => {
                for (index, (shape, item)) in shapes.iter().zip(items).enumerate() {
                    shape.compare(Some(item), &format!("{pointer}/{index}"), found);
                }
            }
            _ => found.push(format!("{pointer}: {self} is documented, and it is {value}")),
        }
    }
}

impl Kind {
    fn holds(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Integer, Value::Number(number)) => number.is_i64() || number.is_u64(),
            (Self::Boolean, Value::Bool(_))
            | (Self::String, Value::String(_))
            | (Self::List, Value::Array(_)) => true,
            (Self::Uuid, Value::String(text)) => fits(text, "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh"),
            (Self::Date, Value::String(text)) => fits(text, "dddd-dd-dd"),
            (Self::DateTime, Value::String(text)) => is_utc(text),
            (Self::Url, Value::String(text)) => Url::parse(text).is_ok_and(|url| url.has_host()),
            (Self::OneOf(names), Value::String(text)) => names.contains(text),
            (Self::Begins(start), Value::String(text)) => text.starts_with(start) && text.len() > start.len(),
            _ => false,
        }
    }
}

/// RFC 3339 in UTC, spelt with `Z`, with or without a fraction of the second.
fn is_utc(text: &str) -> bool {
    let Some(text) = text.strip_suffix('Z') else { return false };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    fits(whole, "dddd-dd-ddTdd:dd:dd") && !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the text has this pattern, in which `d` is a digit and `h` a hexadecimal one.
fn fits(text: &str, pattern: &str) -> bool {
    let character = |(have, want): (char, char)| match want {
        'd' => have.is_ascii_digit(),
        'h' => have.is_ascii_hexdigit() && !have.is_ascii_uppercase(),
        _ => have == want,
    };
    text.chars().count() == pattern.chars().count() && text.chars().zip(pattern.chars()).all(character)
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(value) => write!(f, "{value}"),
            Self::Absent => f.write_str("nothing"),
            Self::Empty => f.write_str("an empty object or list"),
            Self::Kind { kind, nullable } => write!(f, "{kind}{}", if *nullable { " or null" } else { "" }),
            Self::Members(_) => f.write_str("an object"),
            Self::Each(_) => f.write_str("a list with something in it"),
            Self::Items(shapes) => write!(f, "a list of {} items", shapes.len()),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => f.write_str("a string"),
            Self::Integer => f.write_str("a whole number"),
            Self::Boolean => f.write_str("true or false"),
            Self::List => f.write_str("a list"),
            Self::Uuid => f.write_str("a UUID in lower case"),
            Self::Date => f.write_str("a date YYYY-MM-DD"),
            Self::DateTime => f.write_str("a time in UTC with Z"),
            Self::Url => f.write_str("a URL"),
            Self::OneOf(names) => write!(f, "one of {}", names.join(" ")),
            Self::Begins(start) => write!(f, "a string that begins with {start}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn mismatches(shape: Value, value: Value) -> Vec<String> {
        Shape::parse(&shape).unwrap().mismatches(&value)
    }

    #[test]
    fn a_missing_or_retyped_member_is_found_and_an_extra_one_is_allowed() {
        let shape = json!({ "id": "$uuid", "list": { "$each": { "count": "$integer" } } });
        let id = "01900000-0000-7000-8000-000000000000";
        assert_eq!(
            mismatches(shape.clone(), json!({ "id": id, "new": 1, "list": [{ "count": 1, "new": 2 }] })),
            [""; 0]
        );
        let found = mismatches(shape, json!({ "list": [{ "count": 1 }, { "count": "1" }, {}] }));
        let pointers: Vec<_> = found.iter().filter_map(|line| Some(line.split_once(": ")?.0)).collect();
        assert_eq!(pointers, ["/id", "/list/1/count", "/list/2/count"]);
    }

    #[test]
    fn every_kind_takes_its_own_and_refuses_its_neighbours() {
        let cases = [
            ("$string", json!("x"), json!(1)),
            ("$string", json!(""), json!(null)),
            ("$integer", json!(1), json!(1.0)),
            ("$integer", json!(0), json!("0")),
            ("$boolean", json!(false), json!("false")),
            ("$list", json!([]), json!({})),
            (
                "$uuid",
                json!("01900000-0000-7000-8000-00000000000a"),
                json!("01900000-0000-7000-8000-00000000000A"),
            ),
            ("$date", json!("2024-01-31"), json!("2024-01-31T00:00:00Z")),
            ("$date-time", json!("2024-01-31T00:00:00Z"), json!("2024-01-31T00:00:00+00:00")),
            ("$date-time", json!("2024-01-31T00:00:00.123Z"), json!("2024-01-31T00:00:00.Z")),
            ("$url", json!("https://example.com"), json!("example.com")),
            ("$one-of A B", json!("B"), json!("C")),
            ("$begins lsi_", json!("lsi_x"), json!("lsi_")),
            ("$empty", json!({}), json!({ "a": 1 })),
            ("$empty", json!([]), json!(null)),
            ("$date|null", json!(null), json!("")),
        ];
        for (shape, right, wrong) in cases {
            assert_eq!(mismatches(json!(shape), right), [""; 0], "{shape}");
            assert_eq!(mismatches(json!(shape), wrong.clone()).len(), 1, "{shape} {wrong}");
        }
    }

    #[test]
    fn null_fits_only_where_it_is_documented() {
        assert_eq!(mismatches(json!("$uuid|null"), json!(null)), [""; 0]);
        assert_eq!(mismatches(json!("$uuid"), json!(null)).len(), 1);
        assert_eq!(mismatches(json!(null), json!("x")).len(), 1);
    }

    #[test]
    fn a_list_has_the_items_that_are_written_down_and_each_wants_one() {
        assert_eq!(mismatches(json!([1, "$string"]), json!([1, "x"])), [""; 0]);
        assert_eq!(mismatches(json!([1]), json!([1, 2])).len(), 1);
        assert_eq!(mismatches(json!([]), json!([1])).len(), 1);
        assert_eq!(mismatches(json!({ "$each": 1 }), json!([])).len(), 1);
    }

    #[test]
    fn what_must_not_be_there_is_found() {
        assert_eq!(mismatches(json!({ "password": "$absent" }), json!({})), [""; 0]);
        assert_eq!(mismatches(json!({ "password": "$absent" }), json!({ "password": null })).len(), 1);
    }

    #[test]
    fn a_misspelt_shape_is_an_error_and_no_literal() {
        for wrong in
            [json!("$strnig"), json!("$one-of"), json!({ "$eachh": 1 }), json!({ "$each": 1, "b": 2 })]
        {
            assert!(Shape::parse(&wrong).is_err(), "{wrong}");
        }
    }
}
