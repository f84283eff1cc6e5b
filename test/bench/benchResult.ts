/** Environment variable with the file into which a bench inside the host writes its figures. */
export const benchResult = 'OPENCRATES_BENCH_RESULT';
