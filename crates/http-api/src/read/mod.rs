//! Reading requests strictly: every bad field is reported at once, and nothing unknown is taken.
//!
//! Fields are read one by one into domain values instead of by `serde`, which stops at the first error, and whose
//! words would become part of the API.

mod body;
mod code;
mod fields;
mod json;
mod query;
mod values;

pub(crate) use body::{
    FileBody, JsonBody, LooseBody, OptionalBody, PictureBody, RowsBody, SignedBody, read as whole,
};
pub(crate) use code::FieldCode;
pub(crate) use fields::{Fields, invalid, refused};
pub(crate) use query::Query;
pub(crate) use values::{
    Refused, boolean, country, date, email, id, integer, key, key_text, locale, mfa_domain, named,
    named_text, provider_url, return_url, secret, string, text, timestamp, timestamp_text, truth_text,
    web_origin,
};
