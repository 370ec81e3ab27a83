package kaobako.ui.walk;

import com.formdev.flatlaf.util.UIScale;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.accessibility.AccessibleRole;
import javax.swing.Timer;
import javax.swing.UIManager;
import kaobako.diffusion.SeedMix;
import kaobako.generate.Picture;
import kaobako.generate.SeedMap;
import kaobako.studio.Atlas;
import kaobako.studio.PictureFiles;
import kaobako.studio.Settings;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.Painted;
import kaobako.ui.part.Pick;

/**
 * The map: the grid whose tiles are of about one size, wherever one is. A picture that is not drawn yet is stood for by its nearest
 * neighbour of a coarser grid, paler. Event thread.
 */
final class MapView extends Painted {
    private static final int TILE = 88;
    /** A look that moves on at once asks for nothing. */
    private static final int REST_MILLIS = 90;
    private static final int MOST_IMAGES = 2000;

    private final Desk desk;
    private final Camera camera = new Camera(UIScale.scale((float) TILE));
    private final Consumer<SeedMap.Point> opener;
    private final Map<SeedMap.Point, SeedMix> mixes = new HashMap<>();
    private final Map<Picture, BufferedImage> images = new IdentityHashMap<>();
    private final Timer rest = new Timer(REST_MILLIS, e -> want());
    private SeedMap map;
    private SeedMap.Point cursor = new SeedMap.Point(0, 0, 0);
    private Optional<SeedMap.Point> opened = Optional.empty();

    /** @param opener told the point that was clicked */
    MapView(Desk desk, Consumer<SeedMap.Point> opener) {
        super(AccessibleRole.CANVAS);
        this.desk = desk;
        this.opener = opener;
        map = desk.walk().controls().map();
        setName("map");
        setFocusable(true);
        getAccessibleContext().setAccessibleName(desk.text("map.name"));
        setToolTipText(desk.text("map.tip"));
        rest.setRepeats(false);
        MapKeys keys = new MapKeys(this, camera);
        addMouseListener(keys);
        addMouseMotionListener(keys);
        addMouseWheelListener(keys);
        addKeyListener(keys);
        addFocusListener(keys);
        Poll.of(this, Poll.FAST, () -> atlas().<Object>map(Atlas::version).orElse(this), version -> repaint());
    }

    private Optional<Atlas> atlas() {
        return desk.walk().atlas();
    }

    /** Other corners, or other settings of the drawing. */
    void show(SeedMap shown) {
        if (!shown.equals(map)) mixes.clear();
        map = shown;
        moved();
    }

    /** After every change of what is to be seen. */
    void moved() {
        repaint();
        rest.restart();
    }

    @Override
    public void setBounds(int x, int y, int width, int height) {
        super.setBounds(x, y, width, height);
        camera.resize(width, height);
        moved();
    }

    void zoom(double factor) {
        camera.zoom(factor, getWidth() / 2.0, getHeight() / 2.0);
        moved();
    }

    void fit() {
        camera.fit();
        moved();
    }

    void open(SeedMap.Point point) {
        cursor = point;
        opened = Optional.of(point);
        repaint();
        opener.accept(point);
    }

    /** The point where the keys are, on the grid that is shown. */
    SeedMap.Point cursor() {
        return cursor.at(camera.level());
    }

    /** Moves it by steps of the grid, and the look with it. */
    void step(int right, int down) {
        SeedMap.Point from = cursor();
        int most = 1 << from.level();
        cursor = new SeedMap.Point(from.level(), Math.max(0, Math.min(most, from.i() + right)), Math.max(0, Math.min(most, from.j() + down)));
        Rectangle2D tile = camera.tile(cursor);
        camera.pan(into(tile.getMinX(), tile.getMaxX(), getWidth()), into(tile.getMinY(), tile.getMaxY(), getHeight()));
        getAccessibleContext().setAccessibleDescription(desk.text("tile.name", Pick.caption(mix(cursor))));
        moved();
    }

    private static double into(double low, double high, double room) {
        return low < 0 ? -low : high > room ? room - high : 0;
    }

    SeedMix mix(SeedMap.Point point) {
        return mixes.computeIfAbsent(point, map::at);
    }

    /** What is to be seen: coarse points first, then those nearest to the middle. */
    private void want() {
        if (!isShowing()) return;
        double x = getWidth() / 2.0;
        double y = getHeight() / 2.0;
        List<SeedMix> wishes = visible().stream()
                .sorted(Comparator.comparingInt(SeedMap.Point::coarsest).thenComparingDouble(p -> camera.toScreen(p.u(), p.v()).distance(x, y)))
                .map(this::mix).distinct().toList();
        atlas().ifPresent(a -> a.want(wishes));
    }

    private List<SeedMap.Point> visible() {
        SeedMap.Point from = camera.nearest(0, 0);
        SeedMap.Point to = camera.nearest(getWidth(), getHeight());
        List<SeedMap.Point> points = new ArrayList<>();
        for (int j = from.j(); j <= to.j(); j++) for (int i = from.i(); i <= to.i(); i++) points.add(new SeedMap.Point(from.level(), i, j));
        return points;
    }

    @Override
    protected void paintComponent(Graphics g) {
        Graphics2D g2 = (Graphics2D) g.create();
        g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        Optional<Atlas> atlas = atlas();
        for (SeedMap.Point point : visible()) paint(g2, point, atlas);
        opened.ifPresent(p -> ring(g2, p.at(camera.level()), "Component.accentColor", 2.5f));
        if (isFocusOwner()) ring(g2, cursor(), "Component.focusColor", 1.5f);
        g2.dispose();
    }

    private void paint(Graphics2D g2, SeedMap.Point point, Optional<Atlas> atlas) {
        Rectangle2D tile = inner(point);
        Optional<Picture> own = atlas.flatMap(a -> a.picture(mix(point)));
        Optional<Picture> shown = own;
        for (int level = point.level() - 1; level >= 0 && shown.isEmpty(); level--) {
            SeedMap.Point coarser = point.at(level);
            shown = atlas.flatMap(a -> a.picture(mix(coarser)));
        }
        g2.setColor(UIManager.getColor("Kaobako.tileBackground"));
        if (own.isEmpty()) g2.fill(new RoundRectangle2D.Double(tile.getX(), tile.getY(), tile.getWidth(), tile.getHeight(), UIScale.scale(8), UIScale.scale(8)));
        if (shown.isEmpty()) return;
        g2.setComposite(AlphaComposite.SrcOver.derive(own.isPresent() ? 1f : 0.4f));
        // between whole factors pixels are uneven, which is seen only where they are small
        boolean crisp = desk.settings().scaling() == Settings.Scaling.CRISP && tile.getWidth() >= 2.0 * shown.get().width();
        g2.setRenderingHint(RenderingHints.KEY_INTERPOLATION,
                crisp ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        int x = (int) Math.round(tile.getX());
        int y = (int) Math.round(tile.getY());
        g2.drawImage(image(shown.get()), x, y, (int) Math.round(tile.getMaxX()) - x, (int) Math.round(tile.getMaxY()) - y, null);
        g2.setComposite(AlphaComposite.SrcOver);
    }

    /** Tiles do not touch. */
    private Rectangle2D inner(SeedMap.Point point) {
        Rectangle2D tile = camera.tile(point);
        double gap = Math.max(UIScale.scale(1f), tile.getWidth() * 0.02);
        return new Rectangle2D.Double(tile.getX() + gap, tile.getY() + gap, tile.getWidth() - 2 * gap, tile.getHeight() - 2 * gap);
    }

    private BufferedImage image(Picture picture) {
        if (images.size() > MOST_IMAGES) images.clear();
        return images.computeIfAbsent(picture, PictureFiles::image);
    }

    private void ring(Graphics2D g2, SeedMap.Point point, String color, float width) {
        Rectangle2D tile = inner(point);
        g2.setColor(UIManager.getColor(color));
        g2.setStroke(new BasicStroke(UIScale.scale(width)));
        g2.draw(new RoundRectangle2D.Double(tile.getX() - 1, tile.getY() - 1, tile.getWidth() + 2, tile.getHeight() + 2, UIScale.scale(6), UIScale.scale(6)));
    }
}
