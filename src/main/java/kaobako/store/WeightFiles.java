package kaobako.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The weights in a folder, in one file or in shards, found under diffusers' names; owned by the {@link ModelFolder} or whoever
 * opened it. Any thread.
 */
public final class WeightFiles implements WeightSource, AutoCloseable {
    static final String PLAIN = "diffusion_pytorch_model.safetensors";
    /** In the order of preference: full precision first. */
    private static final List<String> CANDIDATES = List.of(PLAIN, PLAIN + ".index.json",
            "diffusion_pytorch_model.fp16.safetensors", PLAIN + ".index.fp16.json");
    private static final Pattern PICKLE = Pattern.compile(".*\\.(bin|pt|pth|ckpt|pkl|bin\\.index\\.json)");
    /** A plain file name: no folder, no drive, no leading dot, so that an index cannot reach out of its folder. */
    private static final Pattern SHARD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}\\.safetensors");
    private static final int MOST_SHARDS = 1000;

    private final Map<String, Safetensors> fileByTensor;
    private final Map<String, Safetensors> files;
    private String sha256;

    private WeightFiles(Map<String, Safetensors> fileByTensor, Map<String, Safetensors> files) {
        this.fileByTensor = Collections.unmodifiableMap(fileByTensor);
        this.files = files;
    }

    /** Opens the weights lying directly in a folder. Pickles are refused by name: they are programs, not data. */
    public static WeightFiles open(Path folder) {
        for (String candidate : CANDIDATES) {
            Path file = folder.resolve(candidate);
            if (Files.exists(file)) return candidate.endsWith(".json") ? sharded(file) : single(file);
        }
        String pickle = pickle(folder);
        if (pickle != null) {
            throw new FormatException(folder.resolve(pickle), "", "weights in safetensors format",
                    "a Python pickle, which can run any code",
                    "convert it: DDPMPipeline.from_pretrained(FOLDER).save_pretrained(NEW_FOLDER, safe_serialization=True)");
        }
        throw new FormatException(folder, "", "the file " + PLAIN, Files.isDirectory(folder) ? "none" : "no such folder",
                "choose a folder in diffusers' layout, with weights beside config.json or in unet/");
    }

    /** One safetensors file of any name. */
    public static WeightFiles single(Path file) {
        Safetensors opened = Safetensors.open(file);
        Map<String, Safetensors> fileByTensor = new LinkedHashMap<>();
        opened.names().forEach(name -> fileByTensor.put(name, opened));
        return new WeightFiles(fileByTensor, Map.of(file.getFileName().toString(), opened));
    }

    private static WeightFiles sharded(Path index) {
        if (!(Json.object(index).get("weight_map") instanceof Map<?, ?> weightMap) || weightMap.isEmpty()) {
            throw new FormatException(index, "weight_map", "an object from tensor to file", "none", FormatException.FETCH_AGAIN);
        }
        Map<String, Safetensors> fileByTensor = new LinkedHashMap<>();
        Map<String, Safetensors> files = new TreeMap<>();
        WeightFiles opened = new WeightFiles(fileByTensor, files);
        try {
            weightMap.forEach((tensor, shard) -> {
                String name = shardName(index, (String) tensor, shard, files.size());
                if (!files.containsKey(name)) files.put(name, Safetensors.open(index.resolveSibling(name)));
                fileByTensor.put((String) tensor, files.get(name));
            });
            checkOwners(index, opened);
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static String shardName(Path index, String tensor, Object shard, int shards) {
        if (!(shard instanceof String name) || !SHARD.matcher(name).matches()) {
            throw new FormatException(index, "tensor " + FormatException.quote(tensor),
                    "the name of a .safetensors file in the same folder", FormatException.quote(String.valueOf(shard)),
                    FormatException.FETCH_AGAIN);
        }
        if (shards > MOST_SHARDS) {
            String most = "at most " + MOST_SHARDS + " files";
            throw new FormatException(index, "weight_map", most, "more", FormatException.FETCH_AGAIN);
        }
        return name;
    }

    /** Index and shards agree: each tensor of each shard is in the index, under that shard. */
    private static void checkOwners(Path index, WeightFiles opened) {
        opened.fileByTensor.forEach((tensor, file) -> file.tensor(tensor));
        for (Safetensors file : opened.files.values()) {
            for (String tensor : file.names()) {
                Safetensors owner = opened.fileByTensor.get(tensor);
                if (owner == file) continue;
                String expected = owner == null ? "only tensors that " + index.getFileName() + " lists"
                        : "it only in " + owner.file().getFileName();
                throw new FormatException(file.file(), "tensor " + FormatException.quote(tensor), expected, "it here",
                        FormatException.FETCH_AGAIN);
            }
        }
    }

    private static String pickle(Path folder) {
        if (!Files.isDirectory(folder)) return null;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (PICKLE.matcher(name).matches()) return name;
            }
            return null;
        } catch (IOException e) {
            throw FormatException.unreadable(folder, e);
        }
    }

    @Override
    public Set<String> names() {
        return fileByTensor.keySet();
    }

    @Override
    public List<Long> shape(String name) {
        return tensor(name).shape();
    }

    @Override
    public float[] read(String name, int... expectedShape) {
        Safetensors.Tensor tensor = tensor(name);
        List<Long> expected = IntStream.of(expectedShape).asLongStream().boxed().toList();
        if (!tensor.shape().equals(expected)) {
            throw new FormatException(tensor.from().file(), "tensor " + FormatException.quote(name), "shape " + expected,
                    tensor.shape().toString(), "check that weights and config belong together");
        }
        float[] values = tensor.floats();
        for (float value : values) {
            if (Float.isFinite(value)) continue;
            throw new FormatException(tensor.from().file(), "tensor " + FormatException.quote(name), "finite numbers", String.valueOf(value),
                    "take an earlier checkpoint: this training has diverged, or the file is damaged");
        }
        return values;
    }

    /** Where a tensor is; of a name that no file has, the first file says so. */
    public Safetensors.Tensor tensor(String name) {
        return fileByTensor.getOrDefault(name, files.values().iterator().next()).tensor(name);
    }

    /**
     * What identifies the model in recipes: the SHA-256 of the file in hexadecimal, of shards joined in the order of their names.
     * Reads everything on the first call; keep it off the event thread.
     */
    public synchronized String sha256() {
        if (sha256 == null) sha256 = hash();
        return sha256;
    }

    private String hash() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
        byte[] chunk = new byte[1 << 16];
        for (Safetensors shard : files.values()) {
            try (InputStream in = Files.newInputStream(shard.file())) {
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) digest.update(chunk, 0, n);
            } catch (IOException e) {
                throw FormatException.unreadable(shard.file(), e);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        files.values().forEach(Safetensors::close);
    }
}
