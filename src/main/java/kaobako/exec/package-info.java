/** How a graph becomes launches: kernel sources, built programs, the plan that is replayed. Runs any op it is handed; imports {@code graph} and {@code cl}. */
package kaobako.exec;
