use comfy_table::{ContentArrangement, Table, presets};

use super::answer::Block;
use super::neutral;

/// The blocks, a blank line between them.
pub(super) fn draw(blocks: &[Block]) -> String {
    let drawn: Vec<String> = blocks.iter().map(block).collect();
    drawn.join("\n\n") + "\n"
}

fn block(block: &Block) -> String {
    match block {
        Block::Line(line) => neutral::text(line),
        Block::Facts(facts) => {
            let mut table = plain();
            for (name, value) in facts {
                table.add_row([(*name).to_owned(), neutral::text(value)]);
            }
            drawn(table)
        }
        Block::Table { rows, none, .. } if rows.is_empty() => (*none).to_owned(),
        Block::Table { head, rows, .. } => {
            let mut table = plain();
            table.set_header(head.iter().copied());
            for row in rows {
                table.add_row(row.iter().map(|cell| neutral::text(cell)));
            }
            drawn(table)
        }
    }
}

/// Without borders and without wrapping: an id that is broken over two lines can neither be copied nor searched for.
fn plain() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table
}

fn drawn(mut table: Table) -> String {
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
