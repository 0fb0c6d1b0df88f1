//! Where on the screen a person would press.

use serde_json::Value;

/// A place in a viewport, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// The four corners of the first box in a `DOM.getContentQuads` answer, if it has an area.
fn corners(answer: &Value) -> Option<Vec<Point>> {
    let numbers: Vec<f64> =
        answer.pointer("/quads/0")?.as_array()?.iter().filter_map(Value::as_f64).collect();
    let points: Vec<Point> = numbers
        .chunks_exact(2)
        .filter_map(|pair| match pair {
            [x, y] => Some(Point { x: *x, y: *y }),
            _ => None,
        })
        .collect();
    let [a, b, c, d] = points.as_slice() else { return None };
    // Twice the area by the diagonals; an invisible element may still have a box of no size.
    let area = (c.x - a.x) * (d.y - b.y) - (c.y - a.y) * (d.x - b.x);
    (area.abs() >= 2.0).then_some(points)
}

/// The middle of an element's first box.
pub(super) fn middle(answer: &Value) -> Option<Point> {
    let points = corners(answer)?;
    Some(Point {
        x: points.iter().map(|point| point.x).sum::<f64>() / 4.0,
        y: points.iter().map(|point| point.y).sum::<f64>() / 4.0,
    })
}

/// The first corner of an element's first box: where a frame's own coordinates begin.
pub(super) fn origin(answer: &Value) -> Option<Point> {
    corners(answer)?.first().copied()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_middle_of_a_box_is_between_its_corners() {
        let answer = json!({"quads": [[10, 20, 30, 20, 30, 40, 10, 40]]});
        assert_eq!(middle(&answer), Some(Point { x: 20.0, y: 30.0 }));
        assert_eq!(origin(&answer), Some(Point { x: 10.0, y: 20.0 }));
    }

    #[test]
    fn a_box_without_area_cannot_be_pressed() {
        assert_eq!(middle(&json!({"quads": [[10, 20, 30, 20, 30, 20, 10, 20]]})), None);
        assert_eq!(middle(&json!({"quads": []})), None);
    }
}
