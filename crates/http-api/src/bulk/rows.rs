//! The rows of a request or a file, each read as the body of a single invitation is, with the company in it.

use std::fmt;

use bytes::Bytes;
use latchstring_domain::bulk::MAX_ROWS;
use latchstring_domain::id::CompanyId;
use latchstring_service::bulk::{Asked, BulkError, MAX_LOGOS, Refused as RefusedRow};
use latchstring_service::invitation::CreateContributorError;
use latchstring_service::{Failure, Thing};
use latchstring_web_kit::problem::{FieldError, Problem};
use serde_json::Value;

use super::csv;
use crate::invitations::{Places, read_contributor};
use crate::problem::failed;
use crate::read::{FieldCode, Fields, Refused, RowsBody, id, invalid};

/// The most bytes of them: 10,000 rows of 400 bytes.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// The most errors that one answer lists.
const MAX_ERRORS: usize = 100;

/// A row as it came.
struct Row {
    line: Option<u32>,
    value: Value,
}

/// What is asked for at once, and what errors point to: read by one set of words and rules, whether it comes as the body of
/// a request or out of a file on the command line.
pub struct BulkRows {
    asked: Vec<Asked>,
    places: Vec<Places>,
}

impl fmt::Debug for BulkRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BulkRows({})", self.asked.len())
    }
}

impl BulkRows {
    /// The rows of a file: a JSON array, which begins with a bracket, or else CSV, which cannot begin with one.
    ///
    /// # Errors
    /// A problem that names each mistake by its row and, in CSV, its line.
    pub fn of_file(bytes: &[u8]) -> Result<Self, Problem> {
        let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match start.trim_ascii_start().first() {
            Some(b'[') => Self::of(RowsBody::json(start)?),
            _ => Self::of(RowsBody::Csv(Bytes::copy_from_slice(bytes))),
        }
    }

    pub(super) fn of(body: RowsBody) -> Result<Self, Problem> {
        read(body)
    }

    /// What use cases are given, and what the errors of the rows are told by, once the rows have been given away.
    #[must_use]
    pub fn split(self) -> (Vec<Asked>, BulkPlaces) {
        let lines = self.asked.iter().map(|asked| asked.line).collect();
        (self.asked, BulkPlaces { lines, places: self.places })
    }
}

fn read(body: RowsBody) -> Result<BulkRows, Problem> {
    let rows = match body {
        RowsBody::Json(rows) => rows.into_iter().map(|value| Row { line: None, value }).collect(),
        RowsBody::Csv(bytes) => {
            let lines = csv::read(&bytes).map_err(invalid)?;
            let row = |(line, row)| Row { line: Some(line), value: Value::Object(row) };
            lines.into_iter().map(row).collect::<Vec<_>>()
        }
    };
    if rows.is_empty() {
        return Err(invalid([Refused::new(FieldCode::Empty, "there are no rows").at("")]));
    }
    if rows.len() > MAX_ROWS {
        let refused = Refused::new(FieldCode::TooMany, format!("there may be at most {MAX_ROWS} rows"));
        return Err(invalid([refused.at("")]));
    }
    let (mut asked, mut places) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    let mut errors = Vec::new();
    for (index, Row { line, value }) in rows.into_iter().enumerate() {
        match one(index, value) {
            Ok((wish, place)) => {
                asked.push(Asked { line, wish });
                places.push(place);
            }
            Err(problem) => errors.extend(problem.field_errors().iter().map(|error| on_line(error, line))),
        }
        if errors.len() >= MAX_ERRORS {
            errors.truncate(MAX_ERRORS);
            break;
        }
    }
    if errors.is_empty() { Ok(BulkRows { asked, places }) } else { Err(invalid(errors)) }
}

fn one(
    index: usize,
    value: Value,
) -> Result<(latchstring_service::invitation::CreateContributor, Places), Problem> {
    let Value::Object(map) = value else {
        return Err(invalid([
            Refused::new(FieldCode::WrongType, "must be an object").at(format!("/{index}"))
        ]));
    };
    let mut fields = Fields::row(index, map);
    let company_id: Option<CompanyId> = fields.required("companyId", id);
    // Without one the reading ends with that error, so what stands here is never used.
    let company_id = company_id.unwrap_or_else(|| CompanyId::from_uuid(uuid::Uuid::nil()));
    read_contributor(company_id, fields)
}

/// The error with the line of the file that it is on.
fn on_line(error: &FieldError, line: Option<u32>) -> FieldError {
    let detail = match line {
        Some(line) => format!("line {line}: {}", error.detail),
        None => error.detail.to_string(),
    };
    FieldError::new(error.pointer.to_string(), error.code.to_string(), detail)
}

/// Where each row was.
pub struct BulkPlaces {
    lines: Vec<Option<u32>>,
    places: Vec<Places>,
}

impl fmt::Debug for BulkPlaces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BulkPlaces({})", self.lines.len())
    }
}

impl BulkPlaces {
    /// Why the rows were not taken, each mistake at its place.
    #[must_use]
    pub fn refused(&self, error: BulkError) -> Problem {
        let rows = match error {
            BulkError::Rows(rows) => rows,
            BulkError::TooManyLogos(row) => {
                let detail =
                    format!("is one address more than the {MAX_LOGOS} that are fetched for one request");
                let error = Refused::new(FieldCode::TooMany, detail).at(format!("/{row}/branding/logoUrl"));
                return invalid([on_line(&error, self.lines.get(row).copied().flatten())]);
            }
            BulkError::Failed(failure) => return failed(failure),
            other => return crate::problem::defect(&other),
        };
        let mut errors = Vec::new();
        for RefusedRow { row, error } in rows {
            let problem = match (error, self.places.get(row)) {
                (CreateContributorError::Failed(Failure::NotFound(Thing::Company)), _) => {
                    let detail = "the workspace has no such company";
                    invalid([Refused::new(FieldCode::UnknownCompany, detail).at("/companyId")])
                }
                (error, Some(places)) => places.refused(error),
                (error, None) => crate::problem::defect(&error),
            };
            if problem.field_errors().is_empty() {
                return problem;
            }
            let line = self.lines.get(row).copied().flatten();
            errors.extend(problem.field_errors().iter().map(|error| {
                let FieldError { pointer, code, detail, .. } = on_line(error, line);
                FieldError::new(format!("/{row}{pointer}"), code, detail)
            }));
        }
        errors.truncate(MAX_ERRORS);
        invalid(errors)
    }
}
