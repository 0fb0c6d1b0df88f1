//! Rows out of a CSV file (RFC 4180), each as the JSON object that would say the same, so that both are read and refused by
//! the same words.

use csv::{ErrorKind, ReaderBuilder, StringRecord, Trim};
use latchstring_domain::bulk::MAX_ROWS;
use latchstring_web_kit::problem::FieldError;
use serde_json::{Map, Value};

use crate::read::{FieldCode, Refused};

/// A row and the line that it begins on.
pub(super) type Line = (u32, Map<String, Value>);

/// Where the cells of a column belong, and what they are.
enum Column {
    Text(&'static str),
    Number(&'static str),
    Truth(&'static str),
    /// Parted by white space.
    List(&'static str),
    /// A label of this key.
    Label(String),
}

const TEXTS: [&str; 21] = [
    "companyId",
    "externalId",
    "locale",
    "message",
    "state",
    "successUrl",
    "errorUrl",
    "expiredUrl",
    "prefill.url",
    "prefill.datasourceId",
    "prefill.country",
    "prefill.connectionOwnerEmail",
    "prefill.dataCollectionStartDate",
    "branding.displayName",
    "branding.color",
    "branding.background",
    "branding.font",
    "branding.title",
    "branding.description",
    "branding.footer",
    "branding.logoUrl",
];
const NUMBERS: [&str; 2] = ["expiresInSeconds", "maxUses"];
const TRUTHS: [&str; 2] = ["sendEmail", "branding.hidePoweredBy"];
const LISTS: [&str; 6] = [
    "allowedEmails",
    "allowedProviders",
    "allowedOrigins",
    "lock",
    "prefill.initialSites",
    "prefill.utilityTypes",
];

impl Column {
    fn named(name: &str) -> Option<Self> {
        let among = |names: &[&'static str]| names.iter().copied().find(|one| *one == name);
        let label = name.strip_prefix("metadata.").filter(|key| !key.is_empty());
        None.or_else(|| among(&TEXTS).map(Self::Text))
            .or_else(|| among(&NUMBERS).map(Self::Number))
            .or_else(|| among(&TRUTHS).map(Self::Truth))
            .or_else(|| among(&LISTS).map(Self::List))
            .or_else(|| label.map(|key| Self::Label(key.to_owned())))
    }

    /// Puts a cell where it belongs. An empty one is a field that was left out.
    fn put(&self, cell: &str, row: &mut Map<String, Value>) {
        if cell.is_empty() {
            return;
        }
        let text = || Value::String(cell.to_owned());
        let (path, value) = match self {
            Self::Text(path) => (*path, text()),
            // What is no number stays a text, and is refused as a text where a number is wanted.
            Self::Number(path) => (*path, digits(cell).map_or_else(text, Value::from)),
            Self::Truth(path) => (*path, cell.parse::<bool>().map_or_else(|_| text(), Value::Bool)),
            Self::List(path) => (*path, cell.split_whitespace().map(Value::from).collect()),
            Self::Label(key) => return put_in(row, "metadata", key, text()),
        };
        match path.split_once('.') {
            Some((object, field)) => put_in(row, object, field, value),
            None => drop(row.insert(path.to_owned(), value)),
        }
    }
}

fn digits(cell: &str) -> Option<u64> {
    cell.bytes().all(|byte| byte.is_ascii_digit()).then(|| cell.parse().ok()).flatten()
}

fn put_in(row: &mut Map<String, Value>, object: &str, field: &str, value: Value) {
    let inner = row.entry(object).or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(inner) = inner {
        inner.insert(field.to_owned(), value);
    }
}

/// The rows of a file in UTF-8, with or without a byte-order mark, with commas or semicolons, after a line of names.
///
/// # Errors
/// What is wrong with the file, each with its line.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Line>, Vec<FieldError>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
        vec![wrong("", FieldCode::IllegalCharacters, line, "is not UTF-8")]
    })?;
    // Every quotation mark has its other half. The reader would take what stands behind a lone one for a single cell.
    if text.matches('"').count() % 2 == 1 {
        let line = text.lines().count().max(1);
        return Err(vec![wrong(
            "",
            FieldCode::IllegalCharacters,
            line,
            "a quotation mark that opens is never closed",
        )]);
    }
    let mut reader = ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let mut lines = Lines { text, read: 0, line: 1 };
    let names = records.next().transpose();
    let columns = columns(&names.map_err(|error| vec![unreadable(&error, &mut lines)])?)?;
    let mut rows = Vec::new();
    for record in records {
        let record = record.map_err(|error| vec![unreadable(&error, &mut lines)])?;
        // One more than there may be is enough to be refused.
        if rows.len() > MAX_ROWS {
            break;
        }
        let mut row = Map::new();
        columns.iter().zip(&record).for_each(|(column, cell)| column.put(cell, &mut row));
        let line = lines.at(record.position());
        rows.push((u32::try_from(line).unwrap_or(u32::MAX), row));
    }
    Ok(rows)
}

/// A semicolon where the first line has one and no comma, as spreadsheets write where a comma is in numbers.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    if first.contains(';') && !first.contains(',') { b';' } else { b',' }
}

fn columns(names: &Option<StringRecord>) -> Result<Vec<Column>, Vec<FieldError>> {
    let names: Vec<&str> = names.iter().flatten().collect();
    let (mut columns, mut errors) = (Vec::with_capacity(names.len()), Vec::new());
    for (place, name) in names.iter().enumerate() {
        let nth = place + 1;
        if names.iter().take(place).any(|earlier| earlier == name) {
            errors.push(wrong(
                "",
                FieldCode::Repeated,
                1,
                &format!("column {nth} has a name that one before it has"),
            ));
        }
        match Column::named(name) {
            Some(column) => columns.push(column),
            None => errors.push(wrong(
                "",
                FieldCode::UnknownField,
                1,
                &format!("column {nth} is not one that is known here"),
            )),
        }
    }
    if !names.contains(&"companyId") {
        errors.push(wrong("/companyId", FieldCode::Required, 1, "there has to be a column companyId"));
    }
    if errors.is_empty() { Ok(columns) } else { Err(errors) }
}

/// Counts lines as an editor does. The reader's own count of a row is that of where the row before ended.
struct Lines<'a> {
    text: &'a str,
    read: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the first cell at or behind this position, which lies behind the one asked for before.
    fn at(&mut self, position: Option<&csv::Position>) -> usize {
        let start = position.and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(self.read);
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = self.text.as_bytes().get(self.read..start + ends).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.read = self.read.max(start + ends);
        self.line
    }
}

fn unreadable(error: &csv::Error, lines: &mut Lines<'_>) -> FieldError {
    match error.kind() {
        ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let why = format!("has {len} cells, where the first line has {expected_len}");
            wrong("", FieldCode::WrongType, lines.at(pos.as_ref()), &why)
        }
        _ => wrong("", FieldCode::IllegalCharacters, lines.at(error.position()), "cannot be read"),
    }
}

fn wrong(pointer: &str, code: FieldCode, line: usize, why: &str) -> FieldError {
    Refused::new(code, format!("line {line}: {why}")).at(pointer)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rows(text: &str) -> Vec<(u32, Value)> {
        let rows = read(text.as_bytes()).unwrap();
        rows.into_iter().map(|(line, row)| (line, Value::Object(row))).collect()
    }

    #[test]
    fn cells_go_where_their_column_says() {
        let text = "companyId,maxUses,sendEmail,allowedEmails,metadata.ticket,prefill.country,externalId\r\n\
                    c,3,true,a@example.org  b@example.org,4711,DE,\r\n";
        let row = json!({
            "companyId": "c", "maxUses": 3, "sendEmail": true, "allowedEmails": ["a@example.org", "b@example.org"],
            "metadata": {"ticket": "4711"}, "prefill": {"country": "DE"},
        });
        assert_eq!(rows(text), [(2, row)]);
    }

    #[test]
    fn marks_line_ends_separators_and_quotes_are_those_of_any_spreadsheet() {
        let wanted = [
            (2, json!({"companyId": "a", "message": "one,\r\n\"two\"; three"})),
            (4, json!({"companyId": "b"})),
        ];
        let text = "\u{feff}companyId,message\r\na,\"one,\r\n\"\"two\"\"; three\"\r\nb,\r\n";
        assert_eq!(rows(text), wanted);
        let semicolons = "companyId;message\r\na;\"one,\r\n\"\"two\"\"; three\"\r\nb;\r\n";
        assert_eq!(rows(semicolons), wanted);
        assert_eq!(rows("companyId\n\n\na"), [(4, json!({"companyId": "a"}))]);
        assert_eq!(rows("companyId\n"), []);
    }

    #[test]
    fn what_is_wrong_with_the_file_is_told_by_line() {
        let told = |bytes: &[u8]| {
            read(bytes).unwrap_err().into_iter().map(|error| error.detail.into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(told(b"companyId\na\nb\xff"), ["line 3: is not UTF-8"]);
        assert_eq!(told(b"companyId,state\na\n"), ["line 2: has 1 cells, where the first line has 2"]);
        assert_eq!(told(b"companyId\n\"a\nb\n"), ["line 3: a quotation mark that opens is never closed"]);
        assert_eq!(
            told(b"email,state,state"),
            [
                "line 1: column 1 is not one that is known here",
                "line 1: column 3 has a name that one before it has",
                "line 1: there has to be a column companyId",
            ]
        );
        assert_eq!(told(b""), ["line 1: there has to be a column companyId"]);
    }
}
