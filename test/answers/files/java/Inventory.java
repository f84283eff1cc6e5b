import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class Inventory {
    private final Map<String, Integer> quantities = new HashMap<>();
    private final Map<String, Double> prices = new HashMap<>();

    public Inventory() {
    }

    /** Puts pieces of an article on the shelf. */
    public void add(String name, int quantity, double price) {
        quantities.put(name, quantities.getOrDefault(name, 0) + quantity);
        prices.put(name, price);
    }

    public void remove(String name, int quantity) {
        int known = quantities.get(name);
        quantities.put(name, known - quantity);
    }

    public double total() {
        double total = 0;
        for (String name : quantities.keySet()) {
            total += prices.get(name);
        }
        return total;
    }

    public List<String> lowStock(int limit) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Integer> entry : quantities.entrySet()) {
            if (entry.getValue() < limit) {
                names.add(entry.getKey());
            }
        }
        return names;
    }

    public static int parseQuantity(String text) {
        return Integer.parseInt(text.trim());
    }

    public static void main(String[] arguments) {
        Inventory inventory = new Inventory();
        inventory.add("lamp", 3, 19.5);
        inventory.remove("lamp", 1);
        System.out.println(inventory.total());
        System.out.println(inventory.lowStock(5));
    }
}
