//! JSON in which every object has each key once.
//!
//! RFC 8259 leaves the meaning of a repeated key open, and programs differ: a proxy may check the first `maxUses`
//! and we would take the last. `serde_json` bounds the depth (128) and refuses numbers that no `f64` holds.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Reads one JSON document.
///
/// # Errors
/// What is wrong with it, and where; nothing of its content.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, String> {
    serde_json::from_slice::<Strict>(bytes).map(|strict| strict.0).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        format!("The body is not JSON that can be read: see line {line}, column {column}.{}", hint(&error))
    })
}

/// The causes that a writer of correct JSON would not guess.
fn hint(error: &serde_json::Error) -> &'static str {
    let text = error.to_string();
    if text.starts_with(REPEATED) {
        " An object has the same key twice."
    } else if text.starts_with("recursion limit") {
        " It is nested too deeply."
    } else if text.starts_with("number out of range") {
        " A number is out of range."
    } else {
        ""
    }
}

const REPEATED: &str = "repeated key";

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(REPEATED));
            }
            let Strict(value) = entries.next_value()?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_reads_is_what_serde_json_reads() {
        let text = r#"{"a":[1,-2,3.5,true,null,"ü\n"],"b":{"a":{}},"c":18446744073709551615}"#;
        assert_eq!(parse(text.as_bytes()).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn t129_a_repeated_key_is_refused_at_any_depth_and_not_repeated_in_the_words() {
        for text in [r#"{"secret":1,"secret":2}"#, r#"[{"a":{"secret":1,"b":2,"secret":1}}]"#] {
            let why = parse(text.as_bytes()).unwrap_err();
            assert!(why.contains("same key twice"), "{why}");
            assert!(!why.contains("secret"), "{why}");
        }
        assert!(parse(br#"[{"a":1},{"a":1}]"#).is_ok());
    }
}
