//! The figures as a plot: the cost of each, relative to its baseline.

use plotters::prelude::*;

use crate::Outcome;
use crate::figure::Figure;

const WIDTH: u32 = 1000;
const ROW: u32 = 34;
const MET: RGBColor = RGBColor(60, 120, 190);
const MISSED: RGBColor = RGBColor(200, 70, 50);

/// Draws an SVG with a bar for each figure, and a line at its target.
pub(crate) fn svg(figures: &[Figure]) -> Outcome<String> {
    let mut text = String::new();
    let height = ROW * u32::try_from(figures.len())? + 90;
    {
        let area = SVGBackend::with_string(&mut text, (WIDTH, height)).into_drawing_area();
        area.fill(&WHITE)?;
        let rows = figures.len() as f64;
        let most = figures.iter().map(Figure::cost).fold(1.0, f64::max).min(2.0);
        let mut chart = ChartBuilder::on(&area)
            .caption("cost, where the baseline is 1 (shorter is better)", ("sans-serif", 17))
            .margin(12)
            .margin_right(40)
            .x_label_area_size(28)
            .y_label_area_size(520)
            .build_cartesian_2d(0.0..most * 1.1, rows..0.0)?;
        let name = |at: &f64| {
            let figure = figures.get(*at as usize).filter(|_| at.fract() == 0.5);
            figure
                .map_or(String::new(), |f| format!("{} / {}", f.what, f.baseline.replace('`', "")))
        };
        chart.configure_mesh().disable_y_mesh().disable_y_axis().y_labels(0).draw()?;
        for (at, figure) in figures.iter().enumerate() {
            let (top, cost) = (at as f64, figure.cost());
            let color = if figure.is_met() == Some(false) { MISSED } else { MET };
            let bar = [(0.0, top + 0.2), (cost.min(most * 1.1), top + 0.8)];
            chart.draw_series([Rectangle::new(bar, color.filled())])?;
            let label = ("sans-serif", 13).into_font().color(&BLACK);
            let place = chart.backend_coord(&(0.0, top + 0.5));
            let at_left = label.pos(plotters::style::text_anchor::Pos::new(
                plotters::style::text_anchor::HPos::Right,
                plotters::style::text_anchor::VPos::Center,
            ));
            area.draw(&Text::new(name(&(top + 0.5)), (place.0 - 8, place.1), at_left))?;
            let inside = ("sans-serif", 12).into_font().color(&WHITE);
            chart.draw_series([Text::new(format!("{cost:.2}"), (0.01, top + 0.35), inside)])?;
            if let Some(target) = figure.cost_target() {
                let line = vec![(target, top + 0.05), (target, top + 0.95)];
                chart.draw_series([PathElement::new(line, BLACK.stroke_width(2))])?;
            }
        }
        let one = vec![(1.0, 0.0), (1.0, rows)];
        chart.draw_series([PathElement::new(one, RGBColor(150, 150, 150))])?;
        area.present()?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::svg;
    use crate::figure::{Figure, Target, Unit};

    #[test]
    fn every_figure_has_a_bar_with_its_name() {
        let figure = |what: &str, ours| Figure {
            what: what.into(),
            baseline: "by hand",
            unit: Unit::Seconds,
            ours,
            theirs: 2.0,
            target: Some(Target::AtMost(1.1)),
        };
        let plot = svg(&[figure("one", 2.0), figure("other", 9.0)]).expect("a plot");
        for text in ["one / by hand", "other / by hand", "1.00", "4.50"] {
            assert!(plot.contains(text), "{text}: {plot}");
        }
    }
}
